package io.poolscope.pool;

import org.jspecify.annotations.Nullable;

/**
 * How large a pool may become.
 *
 * @param core core size; null where the family has none
 * @param max the effective limit: core where the queue never refuses a task; null if there is none
 * @param configuredMax the limit as configured; null if there is none
 */
public record Limits(
        @Nullable Integer core,
        @Nullable Integer max,
        @Nullable Integer configuredMax) {}
