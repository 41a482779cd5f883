package io.poolscope.watch;

import io.poolscope.bootstrap.TaskTimes;

/** How far the exact times of one worker have been read, so that each task is taken over once. */
final class TimesRead {
    private final long[] waits = new long[TaskTimes.BUCKETS];
    private final long[] runs = new long[TaskTimes.BUCKETS];
    private long waitNanos;
    private long runNanos;

    /** Takes over what the worker wrote since the last call. */
    void take(TaskTimes times, WindowHistogram waitsInto, WindowHistogram runsInto, PoolTotals totals) {
        long waitNanosNow = times.waitNanos;
        long runNanosNow = times.runNanos;
        if (waitNanosNow != waitNanos || runNanosNow != runNanos) {
            totals.add(PoolTotals.WAIT_NANOS, waitNanosNow - waitNanos);
            totals.add(PoolTotals.RUN_NANOS, runNanosNow - runNanos);
            waitNanos = waitNanosNow;
            runNanos = runNanosNow;
            totals.add(PoolTotals.WAITED, take(times.waits, waits, waitsInto));
            totals.add(PoolTotals.RAN, take(times.runs, runs, runsInto));
        }
    }

    private static long take(long[] now, long[] before, WindowHistogram into) {
        long taken = 0;
        for (int i = 0; i < now.length; i++) {
            long count = now[i];
            if (count > before[i]) {
                into.record(TaskTimes.middle(i), count - before[i], false);
                taken += count - before[i];
                before[i] = count;
            }
        }
        return taken;
    }
}
