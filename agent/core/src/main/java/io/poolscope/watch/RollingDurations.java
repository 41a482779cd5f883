package io.poolscope.watch;

import io.poolscope.snapshot.Durations;
import org.jspecify.annotations.Nullable;

/** Durations of the last minute or so: a {@link Distribution} for each sixth of the window, made when first needed. */
final class RollingDurations {
    private static final int SLICES = 6;
    private static final double NANOS_PER_MILLI = 1e6;

    private final long sliceNanos;
    private final @Nullable Distribution[] slices = new Distribution[SLICES];
    private final long[] turns = new long[SLICES];

    RollingDurations(long windowNanos) {
        sliceNanos = Math.max(1, windowNanos / SLICES);
        java.util.Arrays.fill(turns, Long.MIN_VALUE);
    }

    void add(long now, long nanos) {
        long turn = Math.floorDiv(now, sliceNanos);
        int slice = (int) Math.floorMod(turn, (long) SLICES);
        Distribution distribution = slices[slice];
        if (distribution == null) {
            distribution = new Distribution();
            slices[slice] = distribution;
        }
        if (turns[slice] != turn) {
            turns[slice] = turn;
            distribution.clear();
        }
        distribution.record(nanos, 1);
    }

    /** The window's percentiles, of every one of the events; null where nothing ended in it. */
    @Nullable
    Durations durations(long now) {
        Distribution sum = sum(now);
        return sum.total() == 0 ? null : durations(sum, 0, sum.mean() / NANOS_PER_MILLI, null);
    }

    /**
     * The window's percentiles where only those here have a length: the brief ones are shorter than two samples, and fill
     * the lower ranks. There is no mean, as a long wait is seen more often than a short one.
     *
     * @param brief those that one sample saw, each with the time that the sample stood for
     * @return null where nothing ended in the window
     */
    @Nullable
    Durations durations(long now, RollingDurations brief) {
        Distribution followed = sum(now);
        Distribution shorter = brief.sum(now);
        if (shorter.total() == 0) {
            return followed.total() == 0 ? null : durations(followed, 0, null, null);
        }
        return durations(followed, shorter.total(), null, RunTimes.FOLLOWED * shorter.max() / NANOS_PER_MILLI);
    }

    private Distribution sum(long now) {
        long oldest = Math.floorDiv(now, sliceNanos) - SLICES;
        Distribution sum = new Distribution();
        for (int slice = 0; slice < SLICES; slice++) {
            Distribution distribution = slices[slice];
            if (distribution != null && turns[slice] > oldest) {
                sum.add(distribution);
            }
        }
        return sum;
    }

    private static Durations durations(
            Distribution followed, long shorter, @Nullable Double mean, @Nullable Double limit) {
        return new Durations(
                followed.total() + shorter,
                mean,
                percentile(followed, shorter, 0.5),
                percentile(followed, shorter, 0.9),
                percentile(followed, shorter, 0.99),
                percentile(followed, shorter, 0.999),
                followed.total() == 0 ? null : Double.valueOf(followed.max() / NANOS_PER_MILLI),
                mean == null,
                limit);
    }

    /** Null where it falls among the shorter ones. */
    private static @Nullable Double percentile(Distribution followed, long shorter, double quantile) {
        long rank = Math.max(1, (long) Math.ceil(quantile * (followed.total() + shorter))) - shorter;
        return rank <= 0 ? null : Double.valueOf(followed.atRank(rank) / NANOS_PER_MILLI);
    }
}
