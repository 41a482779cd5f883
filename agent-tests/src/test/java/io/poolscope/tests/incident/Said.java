package io.poolscope.tests.incident;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What poolscope must say of an incident: one finding.
 *
 * @param rule its rule
 * @param severity its severity
 * @param pool its pool
 * @param proved whether it claims a proof, and it must not where this is false
 * @param mark name of the line of the program that it must name, see {@code Mark}; null where it names none
 * @param title its whole title; each {@code …} stands for what differs from run to run, a duration
 * @param words what must be in its lines in the log, its explanation, its fix or its chain as well
 */
public record Said(
        String rule,
        String severity,
        String pool,
        boolean proved,
        @Nullable String mark,
        String title,
        List<String> words) {

    static final String VARIES = "…";

    /** Of a starved pool, in the log: "likely waits for itself: what these workers wait for needs a worker of generic". */
    static final String LIKELY = "\"likelyWaitsForItself\":true";

    /**
     * Of a wait that anything may end, in the log: "who ends this wait is not known: if it is the task in the queue of
     * generic".
     */
    private static final String QUEUED = " in the queue of ";

    /** A deadlock that is proved. */
    public static Said deadlock(String pool, String mark, String title, String... words) {
        return new Said("pool-deadlock", "critical", pool, true, mark, title, List.of(words));
    }

    /** Anything else. */
    public static Said finding(
            String rule, String severity, String pool, @Nullable String mark, String title, String... words) {
        return new Said(rule, severity, pool, false, mark, title, List.of(words));
    }

    /** The title, as it may stand in a report. */
    Pattern titlePattern() {
        StringBuilder pattern = new StringBuilder();
        for (String part : title.split(VARIES, -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".+?").append(Pattern.quote(part));
        }
        return Pattern.compile(pattern.toString());
    }

    /** For {@code docs/coverage.md}. */
    @Override
    public String toString() {
        String more = words.contains(LIKELY) ? "; likely waits for itself" : "";
        for (String word : words) {
            more += word.contains(QUEUED) ? "; maybe ended by " + word : "";
        }
        return "`" + rule + "`" + (proved ? ", proved" : "") + ": " + title + more;
    }
}
