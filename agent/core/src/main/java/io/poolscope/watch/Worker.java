package io.poolscope.watch;

import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.WorkerSnapshot;
import io.poolscope.snapshot.WorkerState;
import org.jspecify.annotations.Nullable;

/**
 * One worker as the sampler follows it. Mutable; poolscope's thread only. The sampler refreshes the raw facts at each
 * sample, the waits decide {@link #state} from them.
 */
final class Worker {
    /** The thread; dropped from all tables at the first sample that finds it ended. */
    final Thread thread;
    /** The JVM's id, read from the field: {@code Thread.getId} can be overridden on 17. */
    final long tid;
    /** The pool that it works for. */
    final Pool pool;

    // Raw facts of the last sample.
    /** Whether it was inside a task. */
    boolean inTask;
    /** {@code Thread.getState()}. */
    Thread.State javaState = Thread.State.NEW;
    /** {@code LockSupport.getBlocker}; stale on fork-join workers of 17 that do not park. */
    @Nullable
    Object blocker;
    /** Counts tasks: changes whenever the worker begins another one (completed tasks, or steals). */
    long taskNumber;
    /** Clock nanoseconds of the first sample that saw the current task. */
    long taskSince;
    /** CPU time, nanoseconds, at the last sample that asked; -1 before. */
    long cpuNanos = -1;

    // Decided by Waits.observe.
    WorkerState state = WorkerState.IDLE;
    /** What it is blocked by; null unless blocked. */
    @Nullable
    BlockKind kind;
    /** The open wait; null unless blocked. */
    @Nullable
    OpenWait wait;

    /** What the probes write; null without probes or before it was met. */
    @Nullable
    WorkerRecord record;

    /** How far {@link #record} was read; null before. */
    CountedWaits.@Nullable Cursor cursor;

    /** Where the pool's family keeps this worker's own state; null in tests. */
    final @Nullable Object seat;
    /** Tasks ended, by its own counter, at the last sample. */
    long completed;
    /** Samples that saw the current task. */
    int taskSamples;
    /** Time between that first sample and the one before it, nanoseconds. */
    long taskGap;
    /** Clock nanoseconds of the last sample that saw the current task. */
    long taskSeen;
    /** {@link Pool#clock} when it was read last. */
    long readAt;
    /** Whether the thread was found ended at the last sample. */
    boolean gone;
    /** The open wait that was already counted as nested. */
    @Nullable
    OpenWait nestedCounted;
    /** The open wait that was already asked whether it is nested. */
    @Nullable
    OpenWait nestedAsked;
    /** A nested wait whose site was not known yet when it was seen. */
    NestedWaits.@Nullable Unsited nestedUnsited;
    /** What was read last of {@code record.times}; null unless every task is timed. */
    @Nullable
    TimesRead timesRead;

    // What it did when its CPU time was last asked for.
    private boolean cpuOfIdle;
    private @Nullable OpenWait cpuOfWait;
    private long cpuOfTask;

    /** As an idle worker is shown; null before. */
    @Nullable
    WorkerSnapshot shownIdle;

    Worker(Thread thread, long tid, Pool pool) {
        this(thread, tid, pool, null);
    }

    Worker(Thread thread, long tid, Pool pool, @Nullable Object seat) {
        this.thread = thread;
        this.tid = tid;
        this.pool = pool;
        this.seat = seat;
        this.readAt = pool.clock();
    }

    /** Time of the samples since it was read last, nanoseconds: it idled meanwhile, or stood in a long wait. */
    long unread() {
        return pool.clock() - readAt;
    }

    /** Whether it did anything but idle, or stand in one wait, since {@link #cpuAsked}. */
    boolean mayHaveRun() {
        return cpuOfTask != taskNumber + completed || !(inTask ? wait != null && wait == cpuOfWait : cpuOfIdle);
    }

    /** Its CPU time was read. */
    void cpuAsked() {
        cpuOfTask = taskNumber + completed;
        cpuOfIdle = !inTask;
        cpuOfWait = inTask ? wait : null;
    }
}
