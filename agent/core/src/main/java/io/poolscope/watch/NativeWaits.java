package io.poolscope.watch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Finds workers that the JVM calls runnable but that wait in native code: they use next to no CPU, and their stack has a
 * blocking native call on top. A CPU clock costs 0.4 us to read, so that only workers that stay runnable in one task are
 * asked, and of a great many only some in each sample.
 */
final class NativeWaits {
    /** What one look at the CPU clock says. */
    enum Verdict {
        /** Not asked, or not known yet: all stays as it was. */
        SAME,
        /** It has run. */
        RUNS,
        /** It used no CPU at all since the last check: whatever held it then still does. */
        STANDS,
        /** It used a little: what held it may have ended, and something else of the kind begun. */
        BARELY_RUNS
    }

    private static final class Track {
        long taskNumber;
        int samples;
        long checkedSample;
        long checkedAt;
        long cpu = -1;
        /** Checks in a row without any CPU, and since when. */
        int idleChecks;

        long idleSince;
    }

    /** Clocks read in a sample: 40 us of 20 ms. */
    private static final int CHECKS = 100;
    /** A thread that waits for most of the time but runs in between: a tenth of a core at most. */
    private static final double BARELY = 0.1;
    /** Checks and nanoseconds without any CPU after which even a busy machine would have let a thread run. */
    private static final int STUCK_CHECKS = 10;

    private static final long STUCK_NANOS = 1_000_000_000L;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final boolean supported = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    private final Map<Worker, Track> tracks = new IdentityHashMap<>();
    private long sample;
    private int wanted;
    /** Each worker is asked in every such sample. */
    private int stride = 1;

    void sampled() {
        sample++;
        stride = 1 + wanted / CHECKS;
        wanted = 0;
    }

    /** Looks at a worker that is runnable inside a task. */
    Verdict check(Worker worker, long now) {
        if (!supported) {
            return Verdict.RUNS;
        }
        Track track = tracks.get(worker);
        if (track == null) {
            track = new Track();
            tracks.put(worker, track);
            track.taskNumber = worker.taskNumber;
        }
        if (track.taskNumber != worker.taskNumber) {
            restart(track, worker.taskNumber);
        }
        if (++track.samples < 2) {
            return Verdict.SAME;
        }
        wanted++;
        if (track.cpu >= 0 && sample - track.checkedSample < stride) {
            return Verdict.SAME;
        }
        long cpu = threads.getThreadCpuTime(worker.tid);
        long used = cpu - track.cpu;
        boolean first = track.cpu < 0;
        long passed = now - track.checkedAt;
        track.checkedSample = sample;
        track.checkedAt = now;
        track.cpu = cpu;
        if (cpu < 0) {
            return Verdict.RUNS;
        }
        if (first) {
            return Verdict.SAME;
        }
        if (used > 0) {
            track.idleChecks = 0;
            return used <= passed * BARELY ? Verdict.BARELY_RUNS : Verdict.RUNS;
        }
        if (track.idleChecks++ == 0) {
            track.idleSince = now - passed;
        }
        return Verdict.STANDS;
    }

    /** Whether a worker has used no CPU for so long that it cannot merely be waiting for a core. */
    boolean stuck(Worker worker, long now) {
        Track track = tracks.get(worker);
        return track != null && track.idleChecks >= STUCK_CHECKS && now - track.idleSince >= STUCK_NANOS;
    }

    /** The worker is not runnable any more: what was known of its CPU clock is of no use. */
    void interrupted(Worker worker) {
        Track track = tracks.get(worker);
        if (track != null) {
            restart(track, worker.taskNumber);
        }
    }

    /** Drops what belongs to threads that have ended. */
    void prune() {
        tracks.keySet().removeIf(worker -> !worker.thread.isAlive());
    }

    private static void restart(Track track, long taskNumber) {
        track.taskNumber = taskNumber;
        track.samples = 0;
        track.cpu = -1;
        track.idleChecks = 0;
    }
}
