package io.poolscope.watch;

import io.poolscope.snapshot.Durations;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Durations of a rolling window, in slices that are closed in turn, each a {@link Distribution}: percentiles are true to
 * 1 %, and a pool that runs few tasks costs little memory.
 */
final class WindowHistogram {
    /** Slices of a window, at most: five seconds each of the usual minute. */
    private static final int SLICES = 12;

    private static final double NANOS_PER_MILLI = 1e6;

    private final Slice[] slices;
    private final int secondsPerSlice;
    /** Of all slices but the current one: only that changes from look to look. */
    private Distribution closed = Distribution.ofSum();

    private boolean closedEstimated;
    private int current;
    private int secondsInSlice;

    /** What one part of the window brought. */
    private static final class Slice {
        private final Distribution nanos = new Distribution();
        private boolean estimated;

        void clear() {
            nanos.clear();
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
        slice.nanos.record(nanos, count);
        slice.estimated |= estimated;
    }

    /** Forgets everything. */
    void clear() {
        for (Slice slice : slices) {
            slice.clear();
        }
        close();
    }

    private void close() {
        closed = Distribution.ofSum();
        closedEstimated = false;
        for (int i = 0; i < slices.length; i++) {
            if (i != current) {
                closed.add(slices[i].nanos);
                closedEstimated |= slices[i].estimated;
            }
        }
    }

    /** So many seconds have passed: lets what is older than the window go. */
    void roll(int seconds) {
        boolean changed = false;
        for (secondsInSlice += seconds; secondsInSlice >= secondsPerSlice; secondsInSlice -= secondsPerSlice) {
            changed |= slices[current].nanos.total() > 0;
            current = (current + 1) % slices.length;
            changed |= slices[current].nanos.total() > 0;
            slices[current].clear();
        }
        if (changed) {
            close();
        }
    }

    /** Several as one. */
    static Sum sum(List<WindowHistogram> all) {
        Sum sum = new Sum();
        for (WindowHistogram one : all) {
            sum.add(one.closed, one.closedEstimated);
            sum.add(one.slices[one.current].nanos, one.slices[one.current].estimated);
        }
        return sum;
    }

    /** The distribution of a window. */
    static final class Sum {
        private final Distribution all = Distribution.ofSum();
        private boolean estimated;

        private void add(Distribution part, boolean estimates) {
            all.add(part);
            estimated |= estimates;
        }

        /** Events recorded. */
        long count() {
            return all.total();
        }

        /** The longest, nanoseconds. */
        long max() {
            return all.max();
        }

        /** Its figures; null if nothing was recorded. */
        @Nullable
        Durations durations() {
            return count() == 0
                    ? null
                    : new Durations(
                            count(),
                            all.mean() / NANOS_PER_MILLI,
                            millisAt(rank(0.5)),
                            millisAt(rank(0.9)),
                            millisAt(rank(0.99)),
                            millisAt(rank(0.999)),
                            max() / NANOS_PER_MILLI,
                            estimated,
                            null);
        }

        private long rank(double quantile) {
            return Math.max(1, (long) Math.ceil(quantile * count()));
        }

        /** The duration of the event of this rank, from 1, shortest first; milliseconds. */
        double millisAt(long rank) {
            return all.atRank(rank) / NANOS_PER_MILLI;
        }
    }
}
