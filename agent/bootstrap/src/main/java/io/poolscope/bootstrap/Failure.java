package io.poolscope.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;

/**
 * One exception that ended a task or a stage and that nobody has read so far. Held in {@link Failures}; holds the
 * exception weakly, so that one which is collected can be told from one that may still be read.
 *
 * <p>Written once by the thread on which the task failed; what is not final is cleared by poolscope's thread as soon as
 * it has looked at it: a task holds its outcome, and an outcome that is held is never collected.
 */
public final class Failure extends WeakReference<Throwable> {
    /** A {@code FutureTask} threw. */
    public static final byte TASK = 0;
    /** The function of a {@code CompletableFuture} threw. */
    public static final byte STAGE = 1;
    /** Code called {@code completeExceptionally}. */
    public static final byte GIVEN = 2;

    static final int UNREAD = 0;
    static final int READ = 1;
    /** It went into a stage with several sources, which passes on only one of their failures: not this one, so far. */
    static final int MERGED = 2;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Failure.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** {@link #TASK}, {@link #STAGE} or {@link #GIVEN}. */
    public final byte how;
    /** Class of the exception: a name, since a class would keep its loader. */
    public final String type;
    /** {@code System.nanoTime()} at which it happened. */
    public final long since;
    /** The task as it was handed to its pool, or null where no worker ran it. Cleared by the reader. */
    public Object task;
    /** What failed: a {@code Callable}, the class of a function, or null where unknown. Cleared by the reader. */
    public Object function;
    /** The worker that ran it, or null. Cleared by the reader. */
    public WorkerRecord worker;
    /** Where {@code completeExceptionally} was called; null unless {@link #GIVEN}. Cleared by the reader. */
    public Trace trace;

    /** The failure before it, in the list of those that poolscope's thread has not met yet. */
    Failure before;

    final int hash;
    private volatile int state;

    Failure(Throwable thrown, int hash, byte how, Object task, Object function, WorkerRecord worker, Trace trace) {
        super(thrown);
        this.hash = hash;
        this.how = how;
        this.type = thrown.getClass().getName();
        this.since = System.nanoTime();
        this.task = task;
        this.function = function;
        this.worker = worker;
        this.trace = trace;
    }

    /** Whether it has to be told unless it is read yet. */
    public boolean unread() {
        return state == UNREAD;
    }

    /** Whether somebody read it. */
    public boolean wasRead() {
        return state == READ;
    }

    void read() {
        state = READ;
    }

    boolean change(int from, int to) {
        return STATE.compareAndSet(this, from, to);
    }

    /** Lets go of everything but what may stay. */
    public void release() {
        task = null;
        function = null;
        worker = null;
        trace = null;
    }
}
