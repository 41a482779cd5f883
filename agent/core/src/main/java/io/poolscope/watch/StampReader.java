package io.poolscope.watch;

import io.poolscope.bootstrap.Records;
import io.poolscope.bootstrap.Stamp;
import io.poolscope.snapshot.CodeLocation;

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
            String task = TaskNames.of(stamp.task);
            StackTraceElement[] frames = stamp.trace.getStackTrace();
            CodeLocation site = traces.applicationFrame(frames);
            Pool pool = registry.poolOf(stamp.pool);
            if (stamp.kind == Stamp.REJECTED && pool != null) {
                pool.refusals.seen(site, task, traces.stack(frames), second);
            } else if (stamp.kind == Stamp.SUBMITTED && task != null) {
                if (site != null) {
                    submissions.seen(task, site);
                }
                if (pool != null) {
                    pool.taskTypes.seen(task, second);
                }
            }
        }
    }
}
