package io.poolscope.watch;

import io.poolscope.snapshot.Durations;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/** Durations of the last minute or so: histograms of a sixth of the window each, made when first needed. */
final class RollingDurations {
    private static final int SLICES = 6;
    /** Longer waits count as one hour. Microseconds. */
    private static final long LONGEST = 3_600_000_000L;
    /** Two digits: percentiles are right to 1 %. */
    private static final int DIGITS = 2;

    private final long sliceNanos;
    private final @Nullable PackedHistogram[] slices = new PackedHistogram[SLICES];
    private final long[] turns = new long[SLICES];

    RollingDurations(long windowNanos) {
        sliceNanos = Math.max(1, windowNanos / SLICES);
        java.util.Arrays.fill(turns, Long.MIN_VALUE);
    }

    void add(long now, long nanos) {
        long turn = Math.floorDiv(now, sliceNanos);
        int slice = (int) Math.floorMod(turn, (long) SLICES);
        PackedHistogram histogram = slices[slice];
        if (histogram == null) {
            histogram = new PackedHistogram(LONGEST, DIGITS);
            slices[slice] = histogram;
        }
        if (turns[slice] != turn) {
            turns[slice] = turn;
            histogram.reset();
        }
        histogram.recordValue(Math.min(LONGEST, Math.max(0, nanos) / 1_000));
    }

    /** The window's percentiles, of every one of the events; null where nothing ended in it. */
    @Nullable
    Durations durations(long now) {
        PackedHistogram sum = sum(now);
        return sum == null ? null : durations(sum, 0, sum.getMean() / 1_000, null);
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
        PackedHistogram sum = sum(now);
        PackedHistogram shorter = brief.sum(now);
        if (shorter == null) {
            return sum == null ? null : durations(sum, 0, null, null);
        }
        double limit = RunTimes.FOLLOWED * shorter.getMaxValue() / 1_000.0;
        PackedHistogram followed = sum == null ? new PackedHistogram(LONGEST, DIGITS) : sum;
        return durations(followed, shorter.getTotalCount(), null, limit);
    }

    private @Nullable PackedHistogram sum(long now) {
        long oldest = Math.floorDiv(now, sliceNanos) - SLICES;
        PackedHistogram sum = null;
        for (int slice = 0; slice < SLICES; slice++) {
            PackedHistogram histogram = slices[slice];
            if (histogram != null && turns[slice] > oldest && histogram.getTotalCount() > 0) {
                if (sum == null) {
                    sum = new PackedHistogram(LONGEST, DIGITS);
                }
                sum.add(histogram);
            }
        }
        return sum;
    }

    private static Durations durations(
            PackedHistogram followed, long shorter, @Nullable Double mean, @Nullable Double limit) {
        return new Durations(
                followed.getTotalCount() + shorter,
                mean,
                percentile(followed, shorter, 0.5),
                percentile(followed, shorter, 0.9),
                percentile(followed, shorter, 0.99),
                percentile(followed, shorter, 0.999),
                followed.getTotalCount() == 0 ? null : Double.valueOf(followed.getMaxValue() / 1_000.0),
                mean == null,
                limit);
    }

    /** Null where it falls among the shorter ones. */
    private static @Nullable Double percentile(PackedHistogram followed, long shorter, double quantile) {
        long count = followed.getTotalCount();
        long rank = Math.max(1, (long) Math.ceil(quantile * (count + shorter))) - shorter;
        return rank <= 0 ? null : Double.valueOf(followed.getValueAtPercentile(100.0 * rank / count) / 1_000.0);
    }
}
