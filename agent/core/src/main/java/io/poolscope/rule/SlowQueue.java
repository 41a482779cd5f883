package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.Durations;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks wait long before they start, and the pool is not starved: it is busy or too small. Percentiles are those of the
 * window and outlive a burst, so each look must also find a task that waits now, and the queue must not be draining.
 */
final class SlowQueue implements Rule {
    private static final Threshold P99 = Threshold.millis("p99", 500);
    private static final Threshold OLDEST = Threshold.millis("oldest", 1000);
    private static final Threshold LOOKS = Threshold.looks("looks", 10);
    private static final Threshold INFO_P99 = Threshold.millis("info-p99", 100);
    /** Times the mean run time. */
    private static final Threshold INFO_FACTOR = Threshold.count("info-factor", 5);

    private static final Threshold INFO_LOOKS = Threshold.looks("info-looks", 5);
    /** A queue that will be empty that soon is a burst. */
    private static final Threshold DRAIN = Threshold.millis("drain", 10_000);

    /** The oldest task's share of the p99 limit from which the percentile is not only history. */
    private static final double STILL = 0.2;

    @Override
    public String id() {
        return "slow-queue";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(P99, OLDEST, LOOKS, INFO_P99, INFO_FACTOR, INFO_LOOKS, DRAIN);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        int full = limits.count(LOOKS);
        int few = limits.count(INFO_LOOKS);
        List<Draft> drafts = new ArrayList<>();
        for (PoolSnapshot newest : looks.newest().pools()) {
            PoolLooks pool = looks.of(newest);
            if (pool.held(full, i -> slow(pool, i, limits)) && !pool.drains(full, limits.of(DRAIN))) {
                drafts.add(SlowQueueText.draft(this, looks.newest(), pool, Severity.WARNING, full));
            } else if (pool.held(few, i -> slowish(pool, i, limits)) && !pool.drains(few, limits.of(DRAIN))) {
                drafts.add(SlowQueueText.draft(this, looks.newest(), pool, Severity.INFO, few));
            }
        }
        return looks.size() < full
                ? new Outcome(drafts, Outcome.tooFew(full, looks).lacking())
                : Outcome.of(drafts);
    }

    private static boolean slow(PoolLooks pool, int ago, Limits limits) {
        double age = pool.headAgeMs(ago);
        Double p99 = p99(pool.row().get(ago));
        return !pool.paused(ago)
                && (age >= limits.of(OLDEST) || p99 != null && p99 >= limits.of(P99) && age >= STILL * limits.of(P99));
    }

    private static boolean slowish(PoolLooks pool, int ago, Limits limits) {
        Double p99 = p99(pool.row().get(ago));
        Double run = run(pool, ago);
        return !pool.paused(ago)
                && p99 != null
                && run != null
                && p99 >= limits.of(INFO_P99)
                && p99 >= limits.count(INFO_FACTOR) * run
                && pool.headAgeMs(ago) >= STILL * limits.of(INFO_P99);
    }

    /** 99th percentile of the time in the queue, milliseconds; null where it was not measured. */
    static @Nullable Double p99(PoolSnapshot pool) {
        Durations wait = pool.queue().waitMs();
        return wait == null ? null : wait.p99();
    }

    /** Mean run time, milliseconds; where only an upper limit is known, that. */
    private static @Nullable Double run(PoolLooks pool, int ago) {
        Durations run = pool.row().get(ago).tasks().runMs();
        Double mean = run == null ? null : run.mean() == null ? run.below() : run.mean();
        return mean == null ? pool.holdMs(ago + 1) : mean;
    }
}
