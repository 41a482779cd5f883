package io.poolscope.watch;

import io.poolscope.bootstrap.Failure;
import io.poolscope.bootstrap.Trace;
import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import io.poolscope.jdk.ThrownAt;
import io.poolscope.snapshot.CodeLocation;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One failure that nobody has read yet, and what is known of it. poolscope's thread only. */
final class Unread {
    /** Causes looked at. */
    private static final int CAUSES = 8;

    private static final JdkField PERIOD = JdkField.of(ReadField.SCHEDULED_PERIOD);

    /** JDK 21 and later: the future of an executor that has a thread for each task gives itself what the task threw. */
    private static final String THREAD_PER_TASK = ReadField.PER_TASK_STATE.owner();

    final Failure failure;
    /** {@link Clock#nanos()} at which it was met: a sample after it happened. */
    final long met;

    @Nullable
    Pool pool;

    private @Nullable WorkerRecord worker;
    private @Nullable String kind;
    private @Nullable Trace submission;
    private @Nullable Trace given;

    boolean periodic;
    /** Whether it is known that it is worth telling, and where. */
    boolean settled;

    @Nullable
    CodeLocation site;

    boolean submitted;

    @Nullable
    CodeLocation thrownAt;

    /** Second of the window in which it was found collected; -1 before. */
    long collected = -1;

    Unread(Failure failure, long met) {
        this.failure = failure;
        this.met = met;
    }

    /** Reads what must be read soon, and lets go of the application's objects: a task would keep its outcome alive. */
    void read(Submissions submissions) {
        Object task = failure.task;
        Object function = failure.function;
        worker = failure.worker;
        if (function instanceof Class<?> type) {
            kind = Traces.ofTheJdk(type.getName()) ? null : type.getName();
        } else {
            kind = TaskNames.of(function != null ? function : failure.how == Failure.GIVEN ? null : task);
        }
        boolean own = failure.how == Failure.TASK || function != null;
        submission = task == null || !own ? null : submissions.traceOf(task);
        periodic = failure.how == Failure.TASK && task != null && isPeriodic(task);
        given = failure.trace;
        failure.release();
    }

    /** Whether a scheduled executor runs a task again and again. */
    static boolean isPeriodic(Object task) {
        return PERIOD.getLong(task, 0) != 0;
    }

    /** Class of the task as shown; null where unknown. */
    @Nullable
    String task() {
        return TaskNames.shown(kind);
    }

    /**
     * Finds out where it happened; costs the reading of two stacks, once.
     *
     * @return whether it is the application's, and no part of an ordinary end
     */
    boolean locate(Seen seen) {
        Traces traces = seen.traces();
        pool = worker == null ? null : pool(worker, seen.pools());
        worker = null;
        Throwable thrown = failure.get();
        StackTraceElement[] frames = thrown == null ? new StackTraceElement[0] : ThrownAt.frames(thrown);
        boolean ordinary = thrown != null && ended(thrown);
        thrownAt = traces.applicationFrame(frames);
        Trace at = submission;
        submission = null;
        site = at == null ? null : traces.applicationFrame(at.getStackTrace());
        if (site == null && failure.how != Failure.GIVEN) {
            site = seen.submissions().of(kind);
        }
        submitted = site != null;
        boolean ours = submitted || thrownAt != null || kind != null && traces.application(kind);
        if (failure.how == Failure.GIVEN) {
            ours = given(traces, frames);
        }
        given = null;
        if (site == null) {
            site = thrownAt;
        }
        return ours && !ordinary;
    }

    private static @Nullable Pool pool(WorkerRecord record, List<Pool> pools) {
        for (Pool pool : pools) {
            for (Worker worker : pool.workers) {
                if (worker.record == record) {
                    return pool;
                }
            }
        }
        return null;
    }

    /** Whether the application itself gave the exception to the future, or its task did: a library's futures are its own. */
    private boolean given(Traces traces, StackTraceElement[] frames) {
        StackTraceElement[] stack = given == null ? new StackTraceElement[0] : given.getStackTrace();
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (name.startsWith(THREAD_PER_TASK)) {
                break;
            }
            if (!name.startsWith("io.poolscope.") && !name.startsWith("java.util.concurrent.CompletableFuture")) {
                site = traces.application(name) ? CodeLocation.of(frame) : null;
                return site != null;
            }
        }
        CodeLocation innermost = Traces.foreignFrame(frames);
        return innermost != null && traces.application(innermost.className());
    }

    /** Tasks that were interrupted or cancelled ended as somebody wanted. */
    private static boolean ended(Throwable thrown) {
        Throwable each = thrown;
        for (int i = 0; each != null && i < CAUSES; i++) {
            if (each instanceof InterruptedException
                    || each instanceof CancellationException
                    || each instanceof ClosedByInterruptException) {
                return true;
            }
            each = ThrownAt.cause(each);
        }
        return false;
    }
}
