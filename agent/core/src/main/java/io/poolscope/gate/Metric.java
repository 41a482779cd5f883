package io.poolscope.gate;

import io.poolscope.snapshot.Durations;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What a condition looks at. Of everything but the findings each pool has a value of its own. */
enum Metric {
    FINDINGS("findings", Unit.COUNT, pool -> null),
    WAIT_P50("wait.p50", Unit.DURATION, pool -> of(pool.queue().waitMs(), Durations::p50)),
    WAIT_P99("wait.p99", Unit.DURATION, pool -> of(pool.queue().waitMs(), Durations::p99)),
    WAIT_MAX("wait.max", Unit.DURATION, Metric::longestWait),
    RUN_P50("run.p50", Unit.DURATION, pool -> of(pool.tasks().runMs(), Durations::p50)),
    RUN_P99("run.p99", Unit.DURATION, pool -> of(pool.tasks().runMs(), Durations::p99)),
    RUN_MAX("run.max", Unit.DURATION, pool -> of(pool.tasks().runMs(), Durations::max)),
    DEPTH_MAX(
            "queue.depth.max",
            Unit.COUNT,
            pool -> Measured.of((double) pool.queue().peakDepth())),
    HEAD_AGE_MAX("queue.head.age.max", Unit.DURATION, Metric::oldest),
    BLOCKED_MAX(
            "threads.blocked.max",
            Unit.COUNT,
            pool -> Measured.of((double) pool.threads().peakBlocked())),
    BLOCKED_SHARE("blocked.share", Unit.SHARE, Metric::blockedShare),
    REJECTED("tasks.rejected", Unit.COUNT, pool -> counted(pool.tasks().rejected())),
    FAILED("tasks.failed", Unit.COUNT, pool -> counted(pool.tasks().failed()));

    /** How a value is written. */
    enum Unit {
        COUNT,
        DURATION,
        SHARE
    }

    /**
     * A figure of a pool.
     *
     * @param value the figure; where it is only an upper limit, that limit
     * @param below whether all that is known is that the figure is below {@code value}
     */
    record Measured(double value, boolean below) {
        static @Nullable Measured of(@Nullable Double value) {
            return value == null ? null : new Measured(value, false);
        }
    }

    private final String id;
    private final Unit unit;
    private final Function<PoolSnapshot, @Nullable Measured> figure;

    Metric(String id, Unit unit, Function<PoolSnapshot, @Nullable Measured> figure) {
        this.id = id;
        this.unit = unit;
        this.figure = figure;
    }

    String id() {
        return id;
    }

    Unit unit() {
        return unit;
    }

    /** Null where it was not measured. */
    @Nullable
    Measured of(PoolSnapshot pool) {
        return figure.apply(pool);
    }

    List<String> tags() {
        return this == FINDINGS ? List.of("rule", "severity", "pool") : List.of("pool");
    }

    /** Why a pool has no value. */
    String missing(PoolSnapshot pool) {
        if (this == REJECTED || this == FAILED) {
            return "not counted: the probe " + id.substring("tasks.".length()) + " is not active";
        }
        return pool.tasks().submitted() == 0 && pool.tasks().completed() == 0 ? "no task came to it" : "not measured";
    }

    static @Nullable Metric byId(String id) {
        return Arrays.stream(values()).filter(m -> m.id.equals(id)).findFirst().orElse(null);
    }

    private static @Nullable Measured of(
            @Nullable Durations durations, Function<Durations, @Nullable Double> percentile) {
        if (durations == null) {
            return null;
        }
        Double value = percentile.apply(durations);
        if (value != null && Double.isFinite(value)) {
            return new Measured(value, false);
        }
        return durations.below() == null ? null : new Measured(durations.below(), true);
    }

    /** A task that still waits has waited, too. */
    private static @Nullable Measured longestWait(PoolSnapshot pool) {
        Measured ended = of(pool.queue().waitMs(), Durations::max);
        Double open = pool.queue().headAgeMs();
        return open == null || (ended != null && ended.value() >= open) ? ended : new Measured(open, false);
    }

    /**
     * The share of a pool's tasks that still wait, of those that waited in the window; the percentiles are of the others
     * alone. 0 for what is no percentile of waits.
     */
    double waiting(PoolSnapshot pool) {
        Durations waits = pool.queue().waitMs();
        if ((this != WAIT_P50 && this != WAIT_P99) || pool.queue().depth() == 0) {
            return 0;
        }
        double depth = pool.queue().depth();
        return depth / (depth + (waits == null ? 0 : waits.count()));
    }

    /** The share of tasks that a percentile leaves above itself. */
    double above() {
        return this == WAIT_P50 ? 0.5 : 0.01;
    }

    private static Measured oldest(PoolSnapshot pool) {
        return new Measured(
                DoubleStream.concat(
                                pool.history().stream()
                                        .map(PoolSnapshot.Point::headAgeMs)
                                        .filter(Objects::nonNull)
                                        .mapToDouble(Double::doubleValue),
                                DoubleStream.of(
                                        pool.queue().headAgeMs() == null
                                                ? 0
                                                : pool.queue().headAgeMs()))
                        .max()
                        .orElse(0),
                false);
    }

    private static @Nullable Measured blockedShare(PoolSnapshot pool) {
        double total = pool.time().totalMs();
        return total > 0 ? new Measured(pool.time().blockedMs() / total, false) : null;
    }

    private static @Nullable Measured counted(@Nullable Long count) {
        return count == null ? null : new Measured(count, false);
    }
}
