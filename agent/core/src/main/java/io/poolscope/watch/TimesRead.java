package io.poolscope.watch;

import io.poolscope.bootstrap.TaskTimes;
import org.jspecify.annotations.Nullable;

/** How far the exact times of one worker have been read, so that each task is taken over once. */
final class TimesRead {
    /** Takes tasks of one duration. */
    private interface TimedTasks {
        void took(long nanos, long tasks);
    }

    private final long[] waits = new long[TaskTimes.BUCKETS];
    private final long[] runs = new long[TaskTimes.BUCKETS];
    private long waitNanos;
    private long runNanos;

    private final @Nullable TaskTimes times;

    /**
     * Nothing read yet.
     *
     * @param times of the worker; null where it has none
     */
    TimesRead(@Nullable TaskTimes times) {
        this.times = times;
    }

    /** Whether there is anything to read. */
    boolean timed() {
        return times != null;
    }

    /** Takes over the times in the queue that the worker wrote since the last call. */
    void takeWaits(WindowHistogram into, PoolTotals totals) {
        long now = times == null ? 0 : times.waitNanos;
        if (times != null && now != waitNanos) {
            totals.add(PoolTotals.WAIT_NANOS, now - waitNanos);
            waitNanos = now;
            totals.add(PoolTotals.WAITED, take(times.waits, waits, into, totals::timedWaits));
        }
    }

    /** Takes over the run times that the worker wrote since the last call. */
    void takeRuns(WindowHistogram into, PoolTotals totals) {
        long now = times == null ? 0 : times.runNanos;
        if (times != null && now != runNanos) {
            totals.add(PoolTotals.RUN_NANOS, now - runNanos);
            runNanos = now;
            totals.add(PoolTotals.RAN, take(times.runs, runs, into, totals::timedRuns));
        }
    }

    private static long take(long[] now, long[] before, WindowHistogram into, TimedTasks each) {
        long taken = 0;
        for (int i = 0; i < now.length; i++) {
            long count = now[i];
            if (count > before[i]) {
                into.record(TaskTimes.middle(i), count - before[i], false);
                each.took(TaskTimes.middle(i), count - before[i]);
                taken += count - before[i];
                before[i] = count;
            }
        }
        return taken;
    }
}
