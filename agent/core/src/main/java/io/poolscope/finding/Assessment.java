package io.poolscope.finding;

import io.poolscope.snapshot.Snapshot;
import java.util.List;
import java.util.Map;

/**
 * A snapshot and what the rules concluded from it: all that a reporter gets.
 *
 * @param snapshot what was seen
 * @param verdicts pool id to verdict, for every pool in the snapshot
 * @param findings open ones and those that were closed in this run (at most 1000), by severity, then first seen
 * @param events what changed at this look
 * @param notEvaluated rules that could not judge, in the order of the list
 * @param opened rule id and severity to the number of findings opened since the start
 */
public record Assessment(
        Snapshot snapshot,
        Map<String, PoolVerdict> verdicts,
        List<Finding> findings,
        List<FindingEvent> events,
        List<NotEvaluated> notEvaluated,
        Map<Opened, Long> opened) {

    /**
     * A rule that could not judge.
     *
     * @param rule its id
     * @param reason why, in words
     */
    public record NotEvaluated(String rule, String reason) {}

    /**
     * Key of a counter of findings.
     *
     * @param rule the rule's id
     * @param pool the pool's name, or empty
     * @param severity severity at which it was opened
     */
    public record Opened(String rule, String pool, Severity severity) {}
}
