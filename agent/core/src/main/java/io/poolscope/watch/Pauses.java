package io.poolscope.watch;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Stops of the whole JVM: the pauses that the collectors count, and ticks of poolscope's own that come late although
 * neither its thread did any work meanwhile nor the others of the process (a VM stop, a suspended machine). A thread that
 * is late because the process or poolscope itself is busy, or starting, is no stop. poolscope's thread only.
 */
final class Pauses {
    /** Later than this may be a stop; a busy machine delays a thread by tens of milliseconds. Nanoseconds. */
    private static final long LATE = 250_000_000;
    /** Others that had this part of a processor's time ran: even where ten processes share one, a stop leaves less. */
    private static final int RAN = 20;

    /** While poolscope starts it is late by itself: classes are loaded, code is interpreted. Nanoseconds. */
    private static final long STARTING = 5_000_000_000L;

    /** Gaps remembered: their median follows when poolscope slows its own sampling. */
    private static final int GAPS = 7;
    /** Ticks between two readings of the process's CPU time: the kernel sums up all threads for each. */
    private static final int READ_EVERY = 5;

    private final long[] gaps = new long[GAPS];
    private final long[] longest;
    private final int processors = Runtime.getRuntime().availableProcessors();
    private int gap;
    private int slice;
    private long last = Long.MIN_VALUE;
    private long lastCpu;
    private long first;
    private long readCpu;
    private long readAt;
    private int unread;
    private long lastCollected;
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
     * @param processCpu gives CPU nanoseconds of the process so far; -1 where the JVM does not tell
     * @param collected nanoseconds of all pauses so far that collectors count
     * @return nanoseconds that this sample stands for: the time since the one before, without the stop
     */
    long tick(long now, long cpu, LongSupplier processCpu, long collected) {
        boolean isFirst = last == Long.MIN_VALUE;
        first = isFirst ? now : first;
        long between = isFirst ? 0 : now - last;
        long own = Math.max(0, cpu - lastCpu);
        long pause = Math.min(between, Math.max(0, collected - lastCollected));
        long before = last;
        last = now;
        lastCpu = cpu;
        lastCollected = collected;
        if (isFirst) {
            read(now, processCpu);
            return 0;
        }
        long late = between - own - median();
        gaps[gap] = between;
        gap = (gap + 1) % GAPS;
        long unexplained = late - pause;
        boolean stood = unexplained > LATE && now - first > STARTING && usedSince(before, processCpu, own) < late / RAN;
        if (unexplained > LATE || ++unread >= READ_EVERY) {
            read(now, processCpu);
        }
        long stop = stood ? late : pause;
        sinceLook += stop;
        longest[slice] = Math.max(longest[slice], stop);
        return stop > LATE ? between - stop : between;
    }

    /** What others of the process have used since a tick, at least; the reading may be some ticks older than it. */
    private long usedSince(long tick, LongSupplier processCpu, long own) {
        long now = processCpu.getAsLong();
        return now < 0 ? 0 : now - readCpu - own - (tick - readAt) * processors;
    }

    private void read(long now, LongSupplier processCpu) {
        readCpu = processCpu.getAsLong();
        readAt = now;
        unread = 0;
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
