package io.poolscope.watch;

import io.poolscope.snapshot.BlockKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sums and peaks of one pool over a rolling window, in slices of one second. poolscope's thread only. */
final class Window {
    // Sums.
    static final int IDLE_NANOS = 0;
    static final int RUNNING_NANOS = 1;
    static final int BLOCKED_NANOS = 2;
    /** Queue length integrated over time: task nanoseconds, for Little's law. */
    static final int QUEUED_NANOS = 3;

    static final int STARTED = 4;
    static final int COMPLETED = 5;
    static final int REJECTED = 6;
    /** CPU nanoseconds of the workers. */
    static final int CPU_NANOS = 7;
    /** Length, nanoseconds, of the tasks that ended. */
    static final int ENDED_NANOS = 8;

    static final int SAMPLES = 9;
    /** Time that the samples stand for, nanoseconds. */
    static final int SAMPLED_NANOS = 10;

    private static final int SUMS = 11;
    // Peaks.
    static final int PEAK_BLOCKED = 11;
    static final int PEAK_DEPTH = 12;
    private static final int SLOTS = 13;

    private static final BlockKind[] KINDS = BlockKind.values();

    private final long[] @Nullable [] slices;
    /** By kind; made only for seconds in which something was blocked. */
    private final long[] @Nullable [] kinds;

    /** Of the whole window, so that a look does not walk it for each figure. */
    private final long[] totals = new long[SUMS];

    private final long[] kindTotals = new long[KINDS.length];
    /** Highest of the closed slices. */
    private final long[] peaks = new long[SLOTS];
    /** {@code slices[now]}. */
    private long[] open;

    private int now;

    Window(int seconds) {
        this.slices = new long[seconds][];
        this.kinds = new long[seconds][];
        this.open = new long[SLOTS];
        slices[0] = open;
    }

    void add(int sum, long amount) {
        open[sum] += amount;
        totals[sum] += amount;
    }

    void peak(int peak, long value) {
        open[peak] = Math.max(open[peak], value);
    }

    void blocked(BlockKind kind, long nanos) {
        long[] byKind = kinds[now];
        if (byKind == null) {
            byKind = new long[KINDS.length];
            kinds[now] = byKind;
        }
        byKind[kind.ordinal()] += nanos;
        kindTotals[kind.ordinal()] += nanos;
    }

    /**
     * Begins a new second; the oldest ones leave the window.
     *
     * @param seconds how many have passed: all but the first were empty, and take no memory
     */
    void roll(int seconds) {
        for (int i = 0; i < seconds; i++) {
            roll(i > 0);
        }
    }

    private void roll(boolean empty) {
        long[] closed = open;
        if (empty) {
            slices[now] = null;
        }
        now = (now + 1) % slices.length;
        long[] oldest = slices[now];
        for (int peak = SUMS; peak < SLOTS; peak++) {
            if (oldest != null && oldest[peak] > 0 && oldest[peak] == peaks[peak]) {
                peaks[peak] = highestWithoutOldest(peak);
            } else {
                peaks[peak] = Math.max(peaks[peak], closed[peak]);
            }
        }
        for (int sum = 0; oldest != null && sum < SUMS; sum++) {
            totals[sum] -= oldest[sum];
        }
        if (!empty && oldest == null) {
            open = new long[SLOTS];
        } else if (!empty) {
            open = oldest;
            Arrays.fill(oldest, 0);
        }
        slices[now] = open;
        long[] oldestKinds = kinds[now];
        for (int kind = 0; oldestKinds != null && kind < KINDS.length; kind++) {
            kindTotals[kind] -= oldestKinds[kind];
        }
        kinds[now] = null;
    }

    /** A sum, or the highest value of a peak, over the window. */
    long get(int slot) {
        if (slot < SUMS) {
            return totals[slot];
        }
        return Math.max(peaks[slot], open[slot]);
    }

    private long highestWithoutOldest(int peak) {
        long highest = 0;
        for (int i = 0; i < slices.length; i++) {
            long[] slice = slices[i];
            highest = slice == null || i == now ? highest : Math.max(highest, slice[peak]);
        }
        return highest;
    }

    long blocked(BlockKind kind) {
        return kindTotals[kind.ordinal()];
    }
}
