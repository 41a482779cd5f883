package io.poolscope.watch;

import io.poolscope.snapshot.BlockKind;
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

    private final long[][] slices;
    /** By kind; made only for seconds in which something was blocked. */
    private final long[] @Nullable [] kinds;

    private int now;

    Window(int seconds) {
        this.slices = new long[seconds][];
        this.kinds = new long[seconds][];
        slices[0] = new long[SLOTS];
    }

    void add(int sum, long amount) {
        slices[now][sum] += amount;
    }

    void peak(int peak, long value) {
        slices[now][peak] = Math.max(slices[now][peak], value);
    }

    void blocked(BlockKind kind, long nanos) {
        long[] byKind = kinds[now];
        if (byKind == null) {
            byKind = new long[KINDS.length];
            kinds[now] = byKind;
        }
        byKind[kind.ordinal()] += nanos;
    }

    /** Begins a new second; the oldest one leaves the window. */
    void roll() {
        now = (now + 1) % slices.length;
        slices[now] = new long[SLOTS];
        kinds[now] = null;
    }

    /** A sum, or the highest value of a peak, over the window. */
    long get(int slot) {
        long result = 0;
        for (long[] slice : slices) {
            if (slice != null) {
                result = slot < SUMS ? result + slice[slot] : Math.max(result, slice[slot]);
            }
        }
        return result;
    }

    long blocked(BlockKind kind) {
        long result = 0;
        for (long[] byKind : kinds) {
            result += byKind == null ? 0 : byKind[kind.ordinal()];
        }
        return result;
    }
}
