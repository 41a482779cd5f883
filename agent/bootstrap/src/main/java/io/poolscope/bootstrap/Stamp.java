package io.poolscope.bootstrap;

/**
 * One sampled moment on an application thread: a task handed to a pool, refused by it, or failed. Made at a bounded
 * rate (see {@link Hooks}), read and dropped by poolscope's thread within a sample.
 */
public final class Stamp {
    /** A task was handed to a pool. */
    public static final byte SUBMITTED = 0;
    /** A pool refused a task. */
    public static final byte REJECTED = 1;
    /** A task ended with an exception. */
    public static final byte FAILED = 2;

    /** {@link #SUBMITTED}, {@link #REJECTED} or {@link #FAILED}. */
    public final byte kind;
    /** The executor, or null where it is not known. */
    public final Object pool;
    /** The task. */
    public final Object task;
    /** Class of a submitted task inside its wrappers: by the time it is read, a short one has let go of it. Or null. */
    public final Class<?> taskKind;
    /** Where it happened. */
    public final Trace trace;

    Stamp(byte kind, Object pool, Object task, Trace trace) {
        this.kind = kind;
        this.pool = pool;
        this.task = task;
        this.taskKind = kind == SUBMITTED ? TaskKind.of(task) : null;
        this.trace = trace;
    }
}
