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
    /** Later than this, and the clocks are read: on a machine with time to spare it is some 0.1 ms. Nanoseconds. */
    private static final long SLIGHTLY_LATE = 1_000_000;
    /**
     * Ticks between two readings of the CPU clocks and the collectors while no tick is late: they cost 10 us each on a
     * cold cache, and the process's 190 us with 1,000 threads, of which the kernel makes the sum (measured, 17 and 25).
     */
    private static final int READ_EVERY = 25;
    /** The same where a tick was late: the machine begins to be busy. */
    private static final int READ_EVERY_LATE = 5;
    /** A process is taken to use up to this many times what it used before, while its clock is not read. */
    private static final int RATE = 2;

    private final long[] gaps = new long[GAPS];
    private final long[] longest;
    private final int processors = Runtime.getRuntime().availableProcessors();
    private int gap;
    private int slice;
    private long last = Long.MIN_VALUE;
    private long first;
    private long readOwn;
    private long readCpu;
    private long readAt;
    /** What the process used before that, in processors. */
    private double rate;

    private int unread;
    private boolean lateBefore;
    private long lastCollected;
    private long collectedAt;
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
     * @param ownCpu gives CPU nanoseconds of poolscope's thread so far
     * @param processCpu gives CPU nanoseconds of the process so far; -1 where the JVM does not tell
     * @param collected gives nanoseconds of all pauses so far that collectors count
     * @return nanoseconds that this sample stands for: the time since the one before, without the stop
     */
    long tick(long now, LongSupplier ownCpu, LongSupplier processCpu, LongSupplier collected) {
        if (last == Long.MIN_VALUE) {
            first = now;
            last = now;
            readAt = now;
            collected(now, collected);
            read(now, ownCpu, processCpu);
            return 0;
        }
        long before = last;
        long between = now - last;
        long usual = median();
        last = now;
        gaps[gap] = between;
        gap = (gap + 1) % GAPS;
        boolean late = between - usual > SLIGHTLY_LATE;
        // A collector may count its pause only after the tick that it made late. One that fits between two ticks makes
        // none late, and is found when it is time to read.
        boolean reads = ++unread >= (late || lateBefore ? READ_EVERY_LATE : READ_EVERY);
        long paused = reads || late || lateBefore ? collected(now, collected) : 0;
        lateBefore = late;
        long pause = Math.min(between, paused);
        long stop = pause;
        if (between - usual - pause > LATE) {
            long own = Math.max(0, ownCpu.getAsLong() - readOwn);
            long unexplained = between - own - usual;
            if (unexplained - pause > LATE
                    && now - first > STARTING
                    && usedSince(before, processCpu, own) < unexplained / RAN) {
                stop = unexplained;
            }
            reads = true;
        }
        if (reads) {
            read(now, ownCpu, processCpu);
        }
        sinceLook += Math.max(stop, paused);
        longest[slice] = Math.max(longest[slice], stop);
        return stop > LATE ? between - stop : between;
    }

    /** Pauses since the last call, at most the time since then. */
    private long collected(long now, LongSupplier collected) {
        long total = collected.getAsLong();
        long since = Math.max(0, Math.min(total - lastCollected, now - collectedAt));
        lastCollected = total;
        collectedAt = now;
        return since;
    }

    /** What others of the process have used since a tick; the reading may be some ticks older than it. */
    private long usedSince(long tick, LongSupplier processCpu, long own) {
        long now = processCpu.getAsLong();
        return now < 0 ? 0 : now - readCpu - own - (long) ((tick - readAt) * Math.min(processors, RATE * rate));
    }

    private void read(long now, LongSupplier ownCpu, LongSupplier processCpu) {
        long cpu = processCpu.getAsLong();
        rate = now > readAt ? Math.max(0, cpu - readCpu) / (double) (now - readAt) : 0;
        readOwn = ownCpu.getAsLong();
        readCpu = cpu;
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
