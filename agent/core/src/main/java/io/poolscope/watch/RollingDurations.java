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

    /**
     * The window's percentiles, milliseconds.
     *
     * @param estimated whether they come from samples
     * @return null where nothing ended in the window
     */
    @Nullable
    Durations durations(long now, boolean estimated) {
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
        if (sum == null) {
            return null;
        }
        return new Durations(
                sum.getTotalCount(),
                sum.getMean() / 1_000,
                percentile(sum, 50),
                percentile(sum, 90),
                percentile(sum, 99),
                percentile(sum, 99.9),
                sum.getMaxValue() / 1_000.0,
                estimated,
                null);
    }

    private static double percentile(PackedHistogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / 1_000.0;
    }
}
