package io.poolscope.watch;

import io.poolscope.snapshot.Durations;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.PackedHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Durations of a rolling window, in slices that are closed in turn. A slice is a packed HdrHistogram of microseconds with
 * two digits: percentiles are true to 1 %, and a pool that runs few tasks costs little memory.
 */
final class WindowHistogram {
    /** Slices of a window, at most: five seconds each of the usual minute. */
    private static final int SLICES = 12;
    /** Two digits: percentiles are right to 1 %. */
    private static final int DIGITS = 2;
    /** Longer ones count as one day. Microseconds. */
    private static final long LONGEST = 86_400_000_000L;

    private static final long NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Slice[] slices;
    private final int secondsPerSlice;
    private int current;
    private int secondsInSlice;

    /** What one part of the window brought. */
    private static final class Slice {
        // Made with the first record: most pools of a program with a thousand of them never run a task.
        private @Nullable PackedHistogram micros;
        private double nanos;
        private long max;
        private boolean estimated;

        void clear() {
            if (micros != null) {
                micros.reset();
            }
            nanos = 0;
            max = 0;
            estimated = false;
        }
    }

    /**
     * Makes an empty one.
     *
     * @param seconds length of the window
     */
    WindowHistogram(int seconds) {
        secondsPerSlice = Math.max(1, (seconds + SLICES - 1) / SLICES);
        // The open slice comes on top, so that the window is never shorter than asked.
        slices = new Slice[(seconds + secondsPerSlice - 1) / secondsPerSlice + 1];
        Arrays.setAll(slices, i -> new Slice());
    }

    /**
     * Records events of one duration.
     *
     * @param nanos the duration; negative counts as 0
     * @param count how many
     * @param estimated whether it was not measured for each
     */
    void record(long nanos, long count, boolean estimated) {
        Slice slice = slices[current];
        PackedHistogram micros = slice.micros;
        if (micros == null) {
            micros = new PackedHistogram(LONGEST, DIGITS);
            slice.micros = micros;
        }
        long positive = Math.max(0, nanos);
        micros.recordValueWithCount(Math.min(LONGEST, positive / NANOS_PER_MICRO), count);
        slice.nanos += (double) positive * count;
        slice.max = Math.max(slice.max, positive);
        slice.estimated |= estimated;
    }

    /** Forgets everything. */
    void clear() {
        for (Slice slice : slices) {
            slice.clear();
        }
    }

    /** A second has passed: lets what is older than the window go. */
    void roll() {
        if (++secondsInSlice >= secondsPerSlice) {
            secondsInSlice = 0;
            current = (current + 1) % slices.length;
            slices[current].clear();
        }
    }

    /** Several as one. */
    static Sum sum(List<WindowHistogram> all) {
        Sum sum = new Sum();
        for (WindowHistogram one : all) {
            for (Slice slice : one.slices) {
                if (slice.micros != null && slice.micros.getTotalCount() > 0) {
                    sum.add(slice.micros, slice);
                }
            }
        }
        return sum;
    }

    /** The distribution of a window. */
    static final class Sum {
        private final PackedHistogram micros = new PackedHistogram(LONGEST, DIGITS);
        long count;
        double nanos;
        long max;
        boolean estimated;

        private void add(PackedHistogram more, Slice slice) {
            micros.add(more);
            count += more.getTotalCount();
            nanos += slice.nanos;
            max = Math.max(max, slice.max);
            estimated |= slice.estimated;
        }

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
            long at = micros.getValueAtPercentile(100.0 * rank / Math.max(1, count));
            return Math.min(micros.medianEquivalentValue(at) * NANOS_PER_MICRO, max) / NANOS_PER_MILLI;
        }
    }
}
