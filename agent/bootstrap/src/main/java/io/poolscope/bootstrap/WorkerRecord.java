package io.poolscope.bootstrap;

/**
 * What one pool worker does now, and what its waits amounted to so far. State, not events: a reader that looks late
 * misses nothing that still matters, and no queue can overflow.
 *
 * <p>Assumptions: only {@link #thread} itself writes, only poolscope's thread reads. Guarantees: a write is a plain
 * store into memory that exists already (but for {@link #times}, which is set before the record is published), so it
 * neither blocks nor allocates; a reader may see fields of two neighbouring moments and must check what depends on
 * both. The end of a wait is stored in this order: {@link #awaited} and {@link #waitSince} are cleared, then the ring slot,
 * then {@link #written}, then the totals: who reads the totals first finds every wait that is in them, and has a slot, in
 * the ring.
 */
public final class WorkerRecord {
    /** Kind of a wait in the ring: a {@code FutureTask} or a {@code CompletableFuture}. */
    public static final byte FUTURE = 0;
    /** Kind of a wait in the ring: {@code Object.wait}. */
    public static final byte OBJECT_WAIT = 1;

    /** Slots of the ring of ended waits: at a sample every 20 ms, 3,200 waits a second and worker are sited. */
    public static final int RING = 64;

    /** The worker. Strong, but the reader drops the record once the thread has ended. */
    public final Thread thread;

    /** The task being run ({@code Runnable} or {@code ForkJoinTask}); null while the worker waits for the next one. */
    public Object task;
    /** The {@code CompletableFuture} that the running {@code AsyncSupply} or {@code AsyncRun} will complete, or null. */
    public Object completes;
    /** Class of the function that the running {@code AsyncSupply} or {@code AsyncRun} calls, or null. */
    public Class<?> function;
    /** The future that the worker now waits for, or null. */
    public Object awaited;
    /** {@code System.nanoTime()} at which the open wait began; 0 while there is none. */
    public long waitSince;

    /** Waits for futures that really blocked and have ended: exact count and total. */
    public long futureWaits;
    /** Nanoseconds. */
    public long futureWaitNanos;
    /** {@code Object.wait} calls that have ended; stays 0 while the probe {@code object-wait} is off. */
    public long objectWaits;
    /** Nanoseconds. */
    public long objectWaitNanos;
    /** Tasks of this worker that ended with an exception. */
    public long failed;

    /** Stacks of ended waits of at least {@link Hooks#SITED_NANOS}; slot {@code written % RING} is the next to write. */
    public final Trace[] traces = new Trace[RING];
    /** How long the wait of the same slot took, nanoseconds. */
    public final long[] traceNanos = new long[RING];
    /** {@link #FUTURE} or {@link #OBJECT_WAIT} for the same slot. */
    public final byte[] traceKinds = new byte[RING];
    /** Slots ever written. */
    public long written;

    /** Exact times of tasks; null unless {@code timing=all}. */
    public final TaskTimes times;

    /** What the running task has done so far. */
    public final TaskStory story = new TaskStory(this);

    WorkerRecord(Thread thread, TaskTimes times) {
        this.thread = thread;
        this.times = times;
    }

    /**
     * Keeps the stack of a wait that has ended on the current thread, where it took at least {@link Hooks#SITED_NANOS}.
     *
     * @return that stack; null for a shorter one
     */
    Trace site(byte kind, long nanos) {
        if (nanos < Hooks.SITED_NANOS) {
            return null;
        }
        try {
            Trace trace = new Trace();
            int slot = (int) written & RING - 1;
            traces[slot] = trace;
            traceNanos[slot] = nanos;
            traceKinds[slot] = kind;
            written++;
            return trace;
        } catch (Throwable e) {
            Records.failures++;
            return null;
        }
    }

    /** The running task has ended: where each is timed, this one too. */
    void timeRun() {
        if (Hooks.timing && times != null && times.startedAt != 0) {
            times.ran(System.nanoTime() - times.startedAt);
            times.startedAt = 0;
        }
    }

    boolean forkJoin() {
        return thread instanceof java.util.concurrent.ForkJoinWorkerThread;
    }
}
