package io.poolscope.watch;

import io.poolscope.snapshot.Durations;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Durations of a rolling window, in slices of one second. Log-linear buckets of microseconds as in HdrHistogram, 32 to
 * each power of two: at most 3 % wide, so that a percentile is true to 1.6 %; whole histograms for each second of each
 * pool would take a hundred times the memory. A closed slice keeps only the buckets that it filled.
 */
final class WindowHistogram {
    private static final int SUB_BITS = 5;
    private static final int SUBS = 1 << SUB_BITS;
    /** 2^36 microseconds are 19 hours; longer ones count in the last bucket. */
    private static final int MAX_BITS = 36;

    static final int BUCKETS = (MAX_BITS - SUB_BITS + 1) * SUBS;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long NANOS_PER_MICRO = 1_000;

    /** What one second brought: filled buckets and their counts, the sum, the largest. */
    private record Slice(int[] buckets, long[] counts, double sum, long max, boolean estimated) {}

    private final @Nullable Slice[] slices;
    private int next;
    // Made with the first record: most pools of a program with a thousand of them never run a task.
    private long[] total = {};
    private int[] current = {};
    private double currentSum;
    private long currentMax;
    private boolean currentEstimated;
    private boolean currentUsed;

    /**
     * Makes an empty one.
     *
     * @param seconds slices in the window
     */
    WindowHistogram(int seconds) {
        this.slices = new Slice[seconds];
    }

    void record(long nanos, long count, boolean estimated) {
        if (total.length == 0) {
            total = new long[BUCKETS];
            current = new int[BUCKETS];
        }
        long positive = Math.max(0, nanos);
        current[bucket(positive / NANOS_PER_MICRO)] += (int) Math.min(count, Integer.MAX_VALUE);
        currentSum += (double) positive * count;
        currentMax = Math.max(currentMax, positive);
        currentEstimated |= estimated;
        currentUsed = true;
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(slices, null);
        Arrays.fill(total, 0);
        if (currentUsed) {
            close();
            Arrays.fill(total, 0);
        }
    }

    /** Closes the slice of this second and lets the oldest go. */
    void roll() {
        Slice old = slices[next];
        if (old != null) {
            for (int i = 0; i < old.buckets.length; i++) {
                total[old.buckets[i]] -= old.counts[i];
            }
        }
        slices[next] = currentUsed ? close() : null;
        next = (next + 1) % slices.length;
    }

    private Slice close() {
        int filled = 0;
        for (int count : current) {
            filled += count > 0 ? 1 : 0;
        }
        int[] buckets = new int[filled];
        long[] counts = new long[filled];
        for (int i = 0, to = 0; i < BUCKETS; i++) {
            if (current[i] > 0) {
                buckets[to] = i;
                counts[to++] = current[i];
                total[i] += current[i];
            }
        }
        Slice slice = new Slice(buckets, counts, currentSum, currentMax, currentEstimated);
        Arrays.fill(current, 0);
        currentSum = 0;
        currentMax = 0;
        currentEstimated = false;
        currentUsed = false;
        return slice;
    }

    /** Several as one, over the closed slices and the open one. */
    static Sum sum(List<WindowHistogram> all) {
        Sum sum = new Sum();
        for (WindowHistogram one : all) {
            for (int i = 0; i < one.total.length; i++) {
                sum.counts[i] += one.total[i] + one.current[i];
                sum.count += one.total[i] + one.current[i];
            }
            sum.nanos += one.currentSum;
            sum.max = Math.max(sum.max, one.currentMax);
            sum.estimated |= one.currentEstimated;
            for (Slice slice : one.slices) {
                if (slice != null) {
                    sum.nanos += slice.sum;
                    sum.max = Math.max(sum.max, slice.max);
                    sum.estimated |= slice.estimated;
                }
            }
        }
        return sum;
    }

    /** The distribution of a window. */
    static final class Sum {
        private final long[] counts = new long[BUCKETS];
        long count;
        double nanos;
        long max;
        boolean estimated;

        /** Its figures; null if nothing was recorded. */
        @Nullable
        Durations durations() {
            return count == 0
                    ? null
                    : new Durations(
                            count,
                            nanos / count / NANOS_PER_MILLI,
                            millisAt(rank(0.5)),
                            millisAt(rank(0.9)),
                            millisAt(rank(0.99)),
                            millisAt(rank(0.999)),
                            max / NANOS_PER_MILLI,
                            estimated,
                            null);
        }

        private long rank(double quantile) {
            return Math.max(1, (long) Math.ceil(quantile * count));
        }

        /** The duration of the event of this rank, from 1, shortest first; milliseconds. */
        double millisAt(long rank) {
            long seen = 0;
            for (int i = 0; i < BUCKETS; i++) {
                seen += counts[i];
                if (seen >= rank) {
                    return Math.min(middle(i) * NANOS_PER_MICRO, max) / NANOS_PER_MILLI;
                }
            }
            return max / NANOS_PER_MILLI;
        }
    }

    private static int bucket(long micros) {
        if (micros < SUBS) {
            return (int) micros;
        }
        int bits = 63 - Long.numberOfLeadingZeros(micros);
        if (bits >= MAX_BITS) {
            return BUCKETS - 1;
        }
        int shift = bits - SUB_BITS;
        return (shift + 1) * SUBS + (int) (micros >>> shift) - SUBS;
    }

    private static double middle(int bucket) {
        if (bucket < SUBS) {
            return bucket;
        }
        int shift = bucket / SUBS - 1;
        return ((long) (bucket % SUBS + SUBS) << shift) + ((1L << shift) - 1) / 2.0;
    }
}
