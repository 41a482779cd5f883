package io.poolscope.gate;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One condition: {@code wait.p99{pool=orders*} < 200ms}. It holds if it holds for each pool that its tags match.
 *
 * @param text as the user wrote it, with single blanks
 * @param metric what is looked at
 * @param tags globs by tag
 * @param op how it is compared
 * @param limit milliseconds, a share of one, or a number
 */
public record Condition(String text, Metric metric, Map<String, Pattern> tags, Op op, double limit) {

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with what is wrong and what is right, in words
     */
    public static Condition parse(String text) {
        return ConditionGrammar.parse(text);
    }

    /**
     * What came out.
     *
     * @param condition what was asked
     * @param state the worst of the readings
     * @param readings one for each pool, or one for the findings; never empty
     */
    public record Result(Condition condition, State state, List<Reading> readings) {}

    /**
     * A value.
     *
     * @param pool the pool's name, unescaped; null for findings and where no pool matched
     * @param value in words
     * @param state whether it is within the limit
     */
    public record Reading(@Nullable String pool, String value, State state) {}

    /**
     * Looks.
     *
     * @param counted the findings that count: those that were not accepted and are not known already
     */
    Result of(Assessment seen, List<Finding> counted) {
        List<Reading> readings = new ArrayList<>();
        if (metric == Metric.FINDINGS) {
            long count = counted.stream().filter(this::matches).count();
            readings.add(new Reading(null, Long.toString(count), op.holds(count, limit) ? State.HOLDS : State.FAILS));
        } else {
            readings.addAll(pools(seen));
        }
        State state = readings.stream().map(Reading::state).reduce(State.HOLDS, State::and);
        return new Result(this, state, List.copyOf(readings));
    }

    private boolean matches(Finding finding) {
        return matches("rule", finding.rule())
                && matches("severity", finding.severity().id())
                && matches("pool", finding.pool() == null ? "" : finding.pool());
    }

    private boolean matches(String tag, String value) {
        Pattern glob = tags.get(tag);
        return glob == null || glob.matcher(value).matches();
    }

    private List<Reading> pools(Assessment seen) {
        List<PoolSnapshot> matching = seen.snapshot().pools().stream()
                .filter(pool -> matches("pool", pool.name()))
                .toList();
        if (matching.isEmpty()) {
            return List.of(new Reading(null, "no pool of this name was seen", State.UNKNOWN));
        }
        List<Reading> readings = new ArrayList<>();
        // A pool that nothing came to has nothing to show; it cannot spoil what others show, nor pass by itself.
        List<PoolSnapshot> used = matching.stream()
                .filter(pool -> metric.of(pool) != null
                        || pool.tasks().submitted() > 0
                        || pool.tasks().completed() > 0)
                .toList();
        for (PoolSnapshot pool : used.isEmpty() ? matching : used) {
            Metric.Measured measured = metric.of(pool);
            readings.add(
                    measured == null
                            ? new Reading(pool.name(), metric.missing(pool), State.UNKNOWN)
                            : unlessManyWait(pool, reading(pool.name(), measured)));
        }
        return readings;
    }

    /**
     * Percentiles are of tasks that began to run. Where nothing runs any more they look as good as before: a value does
     * not pass if enough tasks still wait, the oldest longer than the limit, to be the percentile themselves.
     */
    private Reading unlessManyWait(PoolSnapshot pool, Reading reading) {
        Double oldest = pool.queue().headAgeMs();
        boolean upper = op == Op.LESS || op == Op.AT_MOST;
        if (!upper
                || reading.state() != State.HOLDS
                || oldest == null
                || op.holds(oldest, limit)
                || metric.waiting(pool) <= metric.above()) {
            return reading;
        }
        return new Reading(
                reading.pool(),
                reading.value() + " of those that ran, but " + pool.queue().depth() + " still wait, the oldest for "
                        + words(oldest),
                State.UNKNOWN);
    }

    private Reading reading(String pool, Metric.Measured measured) {
        if (measured.below()) {
            return new Reading(pool, "< " + words(measured.value()), op.below(measured.value(), limit));
        }
        return new Reading(
                pool, words(measured.value()), op.holds(measured.value(), limit) ? State.HOLDS : State.FAILS);
    }

    private String words(double value) {
        return switch (metric.unit()) {
            case COUNT -> Long.toString(Math.round(value));
            case SHARE -> String.format(Locale.ROOT, "%.1f %%", value * 100);
            case DURATION ->
                value >= 1000
                        ? String.format(Locale.ROOT, "%.2f s", value / 1000)
                        : String.format(Locale.ROOT, value >= 10 ? "%.0f ms" : "%.1f ms", value);
        };
    }
}
