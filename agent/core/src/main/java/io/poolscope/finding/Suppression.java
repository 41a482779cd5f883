package io.poolscope.finding;

import org.jspecify.annotations.Nullable;

/**
 * Why a finding is accepted: it is listed, but neither told nor counted.
 *
 * @param entry the entry of the option {@code allow} that matched, as the user wrote it
 * @param reason the user's words; null where none were given
 * @param until last day on which the entry holds, ISO-8601; null where it has no end
 */
public record Suppression(
        String entry, @Nullable String reason, @Nullable String until) {}
