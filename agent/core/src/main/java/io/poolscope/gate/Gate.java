package io.poolscope.gate;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that all must hold. Findings that ended within the run count, for they happened; those that an entry of the
 * option {@code allow} accepts, or that a baseline knows in this severity, do not.
 *
 * @param conditions in the order given
 */
public record Gate(List<Condition> conditions) {
    /** Fewer samples than 1 s of them show nothing. */
    private static final long SAMPLES = 50;
    /** A window shorter than a look shows nothing. */
    private static final Duration WINDOW = Duration.ofSeconds(1);

    /** No finding of a severity or of a worse one: {@code findings{severity=critical} == 0}, and so on. */
    public static List<Condition> noFindings(Severity from) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.compareTo(from) >= 0)
                .sorted((a, b) -> b.compareTo(a))
                .map(severity -> Condition.parse("findings{severity=" + severity.id() + "} == 0"))
                .toList();
    }

    /**
     * Reads {@code condition { ";" condition }}.
     *
     * @throws IllegalArgumentException with what is wrong, in words
     */
    public static Gate parse(String text) {
        return new Gate(Arrays.stream(text.split(";"))
                .filter(condition -> !condition.isBlank())
                .map(Condition::parse)
                .toList());
    }

    /**
     * What came out of a run.
     *
     * @param results each condition with its values, in order
     * @param tooLittle why the run shows too little to pass, in words; null where it shows enough
     * @param counted the findings that count
     * @param aside the findings that do not: accepted, or known
     */
    public record Verdict(
            List<Condition.Result> results, @Nullable String tooLittle, List<Finding> counted, List<Finding> aside) {

        /** A condition that fails is a failure, however little was seen; without data nothing is passed. */
        public State state() {
            State worst = results.stream().map(Condition.Result::state).reduce(State.HOLDS, State::and);
            return worst == State.FAILS || tooLittle == null ? worst : State.UNKNOWN;
        }
    }

    /**
     * Judges a run.
     *
     * @param baseline an earlier run whose findings are known; null for none
     */
    public Verdict judge(Assessment run, @Nullable Assessment baseline) {
        Map<String, Severity> known = new HashMap<>();
        if (baseline != null) {
            baseline.findings()
                    .forEach(finding ->
                            known.merge(finding.id(), finding.severity(), (a, b) -> a.compareTo(b) >= 0 ? a : b));
        }
        List<Finding> counted = new ArrayList<>();
        List<Finding> aside = new ArrayList<>();
        for (Finding finding : run.findings()) {
            Severity before = known.get(finding.id());
            boolean isKnown = before != null && finding.severity().compareTo(before) <= 0;
            (finding.suppressed() != null || isKnown ? aside : counted).add(finding);
        }
        return new Verdict(
                conditions.stream().map(condition -> condition.of(run, counted)).toList(),
                tooLittle(run.snapshot()),
                counted,
                aside);
    }

    private static @Nullable String tooLittle(Snapshot run) {
        if (run.pools().isEmpty()) {
            return "no thread pool was seen";
        }
        long tasks = run.pools().stream()
                .mapToLong(
                        pool -> Math.max(pool.tasks().submitted(), pool.tasks().completed()))
                .sum();
        if (tasks == 0) {
            return "no pool was given a task";
        }
        if (run.self().samples() < SAMPLES) {
            return "only " + run.self().samples() + " samples were taken";
        }
        return Duration.between(run.from(), run.at()).compareTo(WINDOW) < 0 ? "it looked for less than 1 s" : null;
    }
}
