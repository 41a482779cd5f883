package io.poolscope.watch;

import java.util.Arrays;

/**
 * Stops of the whole JVM (a GC, a VM stop, a suspended machine), seen by poolscope's own ticks that come late although
 * its thread did no work meanwhile. A machine so busy that it does not run the thread looks the same, and is one for
 * whoever waits. poolscope's thread only.
 */
final class Pauses {
    /** Later than this is a stop; a busy machine delays a thread by tens of milliseconds. Nanoseconds. */
    private static final long LATE = 250_000_000;
    /** Gaps remembered: their median follows when poolscope slows its own sampling. */
    private static final int GAPS = 7;

    private final long[] gaps = new long[GAPS];
    private final long[] longest;
    private int gap;
    private int slice;
    private long last = Long.MIN_VALUE;
    private long lastCpu;
    private long sinceLook;

    /**
     * Makes one.
     *
     * @param interval nanoseconds between samples, as configured
     * @param seconds slices of the window
     */
    Pauses(long interval, int seconds) {
        Arrays.fill(gaps, interval);
        this.longest = new long[seconds];
    }

    /**
     * A tick.
     *
     * @param now clock nanoseconds
     * @param cpu CPU nanoseconds of poolscope's thread so far
     * @return nanoseconds that this sample stands for: the time since the one before, without the stop
     */
    long tick(long now, long cpu) {
        if (last == Long.MIN_VALUE) {
            last = now;
            lastCpu = cpu;
            return 0;
        }
        long between = now - last;
        long late = between - Math.max(0, cpu - lastCpu) - median();
        last = now;
        lastCpu = cpu;
        gaps[gap] = between;
        gap = (gap + 1) % GAPS;
        if (late <= LATE) {
            return between;
        }
        sinceLook += late;
        longest[slice] = Math.max(longest[slice], late);
        return between - late;
    }

    /** Stopped since the last call, nanoseconds; begins a new slice of the window at the next tick. */
    long look() {
        long stopped = sinceLook;
        sinceLook = 0;
        return stopped;
    }

    /** Longest stop in the window, nanoseconds. */
    long longest() {
        return Arrays.stream(longest).max().orElse(0);
    }

    void roll() {
        slice = (slice + 1) % longest.length;
        longest[slice] = 0;
    }

    /** Nanoseconds between samples as they come now. */
    long median() {
        long[] sorted = gaps.clone();
        Arrays.sort(sorted);
        return sorted[GAPS / 2];
    }
}
