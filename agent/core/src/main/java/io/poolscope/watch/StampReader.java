package io.poolscope.watch;

import io.poolscope.bootstrap.Records;
import io.poolscope.bootstrap.Stamp;
import io.poolscope.bootstrap.Trace;
import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.snapshot.CodeLocation;
import org.jspecify.annotations.Nullable;

/** Reads the sampled moments that application threads left: where tasks are submitted, and where they are refused. */
final class StampReader {
    /** Stamps read in one sample; the rest waits for the next. About 30 us each for the stack. */
    private static final int AT_ONCE = 32;

    private final Stamp[] stamps = new Stamp[AT_ONCE];
    private final Traces traces;
    private final Submissions submissions;

    StampReader(Traces traces, Submissions submissions) {
        this.traces = traces;
        this.submissions = submissions;
    }

    /**
     * Reads what has come in.
     *
     * @param registry finds the pool of a stamp
     * @param second number of the second of the window
     */
    void read(PoolRegistry registry, long second) {
        int count = Records.drain(stamps);
        for (int i = 0; i < count; i++) {
            Stamp stamp = stamps[i];
            stamps[i] = null;
            if (stamp == null || stamp.trace == null || stamp.kind == Stamp.FAILED) {
                continue;
            }
            Pool pool = registry.poolOf(stamp.pool);
            String task = kind(stamp.task, pool);
            if (task == null && stamp.taskKind != null) {
                task = TaskNames.kind(stamp.taskKind);
            }
            if (stamp.kind == Stamp.REJECTED && pool != null) {
                StackTraceElement[] frames = stamp.trace.getStackTrace();
                pool.refusals.seen(
                        traces.applicationFrame(frames), TaskNames.shown(task), traces.stack(frames), second);
            } else if (stamp.kind == Stamp.SUBMITTED && task != null) {
                submitted(task, stamp.trace, second);
                if (pool != null) {
                    pool.taskTypes.seen(task, second);
                }
            }
        }
    }

    private void submitted(String task, Trace trace, long second) {
        if (!submissions.seenIn(task, second)) {
            CodeLocation site = traces.applicationFrame(trace.getStackTrace());
            if (site != null) {
                submissions.seen(task, site, second);
            }
        }
    }

    /** The kind of a task that may have begun since: then the worker that runs it may know more. */
    private static @Nullable String kind(@Nullable Object task, @Nullable Pool pool) {
        String kind = TaskNames.of(task);
        if (kind != null || pool == null || task == null) {
            return kind;
        }
        for (Worker worker : pool.workers) {
            WorkerRecord record = worker.record;
            if (record != null && record.task == task) {
                return TaskNames.running(record);
            }
        }
        return null;
    }
}
