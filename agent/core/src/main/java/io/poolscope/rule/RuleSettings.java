package io.poolscope.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the rules are set.
 *
 * @param loadTest whether in load-test mode, where hazards are warnings
 * @param off ids of rules that are switched off
 * @param thresholds {@code rule-id.name} to value as the user wrote it, for example {@code pool-starvation.oldest} to
 *     {@code 1s}
 * @param logRepeat how often an open finding is told again
 * @param allow accepted findings, in the grammar of the option {@code allow}, one entry each
 */
public record RuleSettings(
        boolean loadTest, Set<String> off, Map<String, String> thresholds, Duration logRepeat, List<String> allow) {

    /** The documented defaults. */
    public static RuleSettings defaults() {
        return new RuleSettings(false, Set.of(), Map.of(), Duration.ofSeconds(60), List.of());
    }
}
