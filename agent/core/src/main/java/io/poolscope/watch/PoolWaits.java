package io.poolscope.watch;

import io.poolscope.jdk.ForkJoins;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is summed up for each pool: waits whose place is not known, and how far a fork-join pool stands in for blocked
 * workers. Mutable; poolscope's thread only.
 */
final class PoolWaits {
    /** Series of {@link #unsited}: nanoseconds. */
    static final int NANOS = 0;
    /** Series of {@link #unsited}: waits. */
    static final int WAITS = 1;

    final Pool pool;
    /** Open waits of this pool. */
    int blocked;
    /** Those of them that the pool may compensate. */
    int managed;
    /** Share of the managed waits for which another worker stands in, at the last sample, 0 to 1. */
    double compensatedShare;
    /** Integral of {@link #compensatedShare}, nanoseconds. */
    double compensated;
    /** Time and number of waits that ended before their place was known, by the kind that was guessed. */
    final Map<BlockKind, RollingSums> unsited = new EnumMap<>(BlockKind.class);

    /** Waits and their time since the pool was first seen, by kind; only grows. */
    private final Map<BlockKind, Sum> totals = new EnumMap<>(BlockKind.class);
    /** Of the time without a place, what no site has got as its share yet, nanoseconds. */
    private final Map<BlockKind, Double> unshared = new EnumMap<>(BlockKind.class);

    private final int seconds;

    private static final class Sum {
        long ended;
        double nanos;
    }

    PoolWaits(Pool pool, int seconds) {
        this.pool = pool;
        this.seconds = seconds;
    }

    void unsited(BlockKind kind, long now, long nanos, long waits) {
        RollingSums window = unsited.computeIfAbsent(kind, k -> new RollingSums(seconds, 2));
        window.add(NANOS, now, nanos);
        window.add(WAITS, now, waits);
        unshared.merge(kind, (double) nanos, Double::sum);
        total(kind, nanos, waits);
    }

    /** Worker time in waits of a kind, and how many of them ended. */
    void total(BlockKind kind, long nanos, long ended) {
        Sum sum = totals.computeIfAbsent(kind, k -> new Sum());
        sum.nanos += nanos;
        sum.ended += ended;
    }

    /** Takes the time that is to be shared out among sites. */
    double takeUnshared(BlockKind kind) {
        Double nanos = unshared.remove(kind);
        return nanos == null ? 0 : nanos;
    }

    /** Adds this pool's totals to those of its row. */
    void addTotals(Map<BlockKind, PoolSnapshot.Blocked> row) {
        totals.forEach((kind, sum) -> row.merge(
                kind,
                new PoolSnapshot.Blocked(sum.ended, sum.nanos / 1e6),
                (one, other) -> new PoolSnapshot.Blocked(one.waits() + other.waits(), one.ms() + other.ms())));
    }

    /**
     * A sample has ended.
     *
     * <p>Of the blocked workers those are not compensated by which the others fall short of the parallelism:
     * {@code ForkJoinPool.tryCompensate} (17 and 25) first lets the number of active workers shrink to it, then adds
     * spares.
     */
    void sampled(long nanos) {
        compensatedShare = share();
        compensated += compensatedShare * nanos;
    }

    private double share() {
        if (managed == 0) {
            return 0;
        }
        @Nullable Object executor = pool.executor();
        int parallelism = executor == null ? -1 : ForkJoins.parallelism(executor);
        if (parallelism < 0) {
            return 0;
        }
        int missing = Math.min(blocked, Math.max(0, parallelism - (pool.workers.size() - blocked)));
        return Math.min(managed, blocked - missing) / (double) managed;
    }
}
