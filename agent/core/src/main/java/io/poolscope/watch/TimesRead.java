package io.poolscope.watch;

import io.poolscope.bootstrap.TaskTimes;

/** How far the exact times of one worker have been read, so that each task is taken over once. */
final class TimesRead {
    private final long[] waits = new long[TaskTimes.BUCKETS];
    private final long[] runs = new long[TaskTimes.BUCKETS];
    private long waitNanos;
    private long runNanos;

    /** Takes over what the worker wrote since the last call. */
    void take(TaskTimes times, WindowHistogram waitsInto, WindowHistogram runsInto) {
        if (times.waitNanos != waitNanos || times.runNanos != runNanos) {
            waitNanos = times.waitNanos;
            runNanos = times.runNanos;
            take(times.waits, waits, waitsInto);
            take(times.runs, runs, runsInto);
        }
    }

    private static void take(long[] now, long[] before, WindowHistogram into) {
        for (int i = 0; i < now.length; i++) {
            long count = now[i];
            if (count > before[i]) {
                into.record(TaskTimes.middle(i), count - before[i], false);
                before[i] = count;
            }
        }
    }
}
