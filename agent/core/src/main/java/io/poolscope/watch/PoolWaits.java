package io.poolscope.watch;

import io.poolscope.jdk.ForkJoins;
import io.poolscope.snapshot.BlockKind;
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

    /** The time in {@link #unsited} that is in no total of a site yet. */
    private final Map<BlockKind, Long> untold = new EnumMap<>(BlockKind.class);

    private final int seconds;

    PoolWaits(Pool pool, int seconds) {
        this.pool = pool;
        this.seconds = seconds;
    }

    void unsited(BlockKind kind, long now, long nanos, long waits) {
        RollingSums window = unsited.computeIfAbsent(kind, k -> new RollingSums(seconds, 2));
        window.add(NANOS, now, nanos);
        window.add(WAITS, now, waits);
        untold.merge(kind, nanos, Long::sum);
    }

    /** Time of a kind without a place since the last call, nanoseconds: the caller finds the places. */
    long takeUntold(BlockKind kind) {
        Long nanos = untold.remove(kind);
        return nanos == null ? 0 : nanos;
    }

    /**
     * A sample has ended.
     *
     * <p>Of the blocked workers those are not compensated by which the others fall short of the parallelism:
     * {@code ForkJoinPool.tryCompensate} (17 and 25) first lets the number of active workers shrink to it, then adds
     * spares.
     */
    void sampled(long nanos) {
        compensatedShare = managed == 0 ? 0 : share();
        compensated += compensatedShare * nanos;
    }

    private double share() {
        @Nullable Object executor = pool.executor();
        int parallelism = executor == null ? -1 : ForkJoins.parallelism(executor);
        if (parallelism < 0) {
            return 0;
        }
        int missing = Math.min(blocked, Math.max(0, parallelism - (pool.workers.size() - blocked)));
        return Math.min(managed, blocked - missing) / (double) managed;
    }
}
