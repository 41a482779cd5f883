package io.poolscope.bootstrap;

import java.lang.invoke.VarHandle;

/**
 * The landing sites of all advice: one static call each, a no-op until poolscope is installed and again after it left.
 *
 * <p>Assumptions: called on any thread, at any depth, also while a virtual thread mounts. Guarantees: no lock, no
 * parking, no class loaded that was not loaded before the first retransformation; an error inside is counted and stays
 * inside. On the path of every task there is no clock, no allocation and no atomic instruction.
 */
public final class Hooks {
    /** Waits at least this long leave their stack: taking one costs under 1 % of it. Nanoseconds. */
    public static final long SITED_NANOS = 1_000_000;

    /**
     * Reads {@code Thread.tid}, which {@code Thread.getId} of 17 may be overridden to hide. Set by the core right after it
     * has defined this class, and before {@link Records} is initialised.
     */
    public static VarHandle threadId;

    /** Stamps of each kind before the first sample: enough for the pools of an application that starts. */
    private static final int FIRST_GRANT = 64;

    /** Tasks picked between two samples to be timed by the clock: 200 a second. */
    private static final int CLOCKED = 4;
    // Plain: a thread that sees a switch late only does one more or one less of what it did before.
    private static boolean on;
    static boolean timing;
    private static int submitTokens;
    private static int rejectTokens;
    private static int failTokens;
    private static int clockTokens;
    private static Class<?> virtualThread;
    private static Class<?> carrierThread;
    private static TaskStamps stamps;

    private Hooks() {}

    /**
     * Switches the hooks on. poolscope's thread only.
     *
     * @param timingAll whether every task is timed
     * @param virtual the class of virtual threads, null before 21
     * @param carrier the class of their carriers, null before 21
     */
    public static void start(boolean timingAll, Class<?> virtual, Class<?> carrier) {
        virtualThread = virtual;
        carrierThread = carrier;
        if (timingAll && stamps == null) {
            stamps = new TaskStamps();
        }
        timing = timingAll;
        grant(FIRST_GRANT);
        Failures.start(virtual, carrier);
        on = true;
    }

    /** Switches the hooks off for good and lets go of everything. Idempotent. poolscope's thread only. */
    public static void stop() {
        on = false;
        timing = false;
        grant(0);
        Failures.stop();
        Records.clear();
        TaskStory.clear();
        if (stamps != null) {
            stamps.clear();
        }
    }

    /** Allows so many stamps of each kind until the next call. poolscope's thread, once a sample. */
    public static void grant(int count) {
        submitTokens = count;
        rejectTokens = count;
        failTokens = count;
        clockTokens = Math.min(count, CLOCKED);
    }

    static TaskStamps stamps() {
        return stamps;
    }

    /** A worker of a {@code ThreadPoolExecutor} begins to run, with the task that it was made for, or null. */
    public static void workerStarted(Object firstTask) {
        if (on) {
            taken(worker(), firstTask);
        }
    }

    /** A worker comes for its next task. Returns its record, for {@link #taskTaken}. */
    public static WorkerRecord taskEnded() {
        if (!on) {
            return null;
        }
        WorkerRecord record = worker();
        if (record != null) {
            ended(record);
        }
        return record;
    }

    /** A worker got a task, or null before it ends. */
    public static void taskTaken(WorkerRecord record, Object task) {
        if (record != null) {
            taken(record, task);
        }
    }

    /** A worker of a {@code ThreadPoolExecutor} ends. */
    public static void workerEnded() {
        WorkerRecord record = mine();
        if (record != null) {
            ended(record);
        }
    }

    /** A fork-join worker runs a task that it took from a queue, and whatever that task forks. */
    public static WorkerRecord forkJoinStarted(Object task) {
        if (!on || Thread.currentThread().getClass() == carrierThread) {
            return null;
        }
        WorkerRecord record = worker();
        taken(record, task);
        return record;
    }

    /** A fork-join worker has no task of its own left. */
    public static void forkJoinEnded(WorkerRecord record) {
        if (record != null) {
            ended(record);
        }
    }

    /**
     * An {@code AsyncSupply} or {@code AsyncRun} begins. The caller keeps what it replaces, for {@link #asyncEnded}: a
     * joiner may help.
     *
     * <p>On a fork-join worker it also begins a task: {@code topLevelExec} of 17 runs several that it finds in one queue.
     *
     * @param function what it calls; null where that is gone already
     */
    public static void asyncStarted(WorkerRecord record, Object task, Object future, Object function) {
        record.completes = future;
        record.function = function == null ? null : function.getClass();
        if (record.forkJoin()) {
            taken(record, task);
        }
        record.story.calls(record.function);
    }

    /** The end of what {@link #asyncStarted} began, with what it replaced. */
    public static void asyncEnded(WorkerRecord record, Object completes, Class<?> function) {
        if (record != null && on) {
            record.completes = completes;
            record.function = function;
            if (record.forkJoin()) {
                record.timeRun();
                record.story.ends();
            }
        }
    }

    /** A thread waits for a future that is not complete. Returns when, or 0 for a thread that is no worker. */
    public static long waitStarted(Object future) {
        WorkerRecord record = mine();
        if (record == null) {
            return 0;
        }
        long now = System.nanoTime();
        // The waits before are summed up when this one shows; costs nothing on x86.
        VarHandle.releaseFence();
        record.waitSince = now;
        record.awaited = future;
        record.story.waitBegins(future, now);
        return now;
    }

    /** The end of what {@link #waitStarted} began. */
    public static void waitEnded(long since) {
        WorkerRecord record = since != 0 ? mine() : null;
        if (record == null) {
            return;
        }
        long nanos = System.nanoTime() - since;
        record.awaited = null;
        record.waitSince = 0;
        VarHandle.releaseFence();
        Trace trace = record.site(WorkerRecord.FUTURE, nanos);
        VarHandle.releaseFence();
        record.futureWaitNanos += nanos;
        record.futureWaits++;
        record.story.waitEnds(nanos, trace);
    }

    /** A thread enters {@code Object.wait}. Returns when, or 0 for a thread that is no worker. */
    public static long objectWaitStarted() {
        return mine() != null ? System.nanoTime() : 0;
    }

    /** The end of what {@link #objectWaitStarted} began. */
    public static void objectWaitEnded(long since) {
        WorkerRecord record = since != 0 ? mine() : null;
        if (record != null) {
            long nanos = System.nanoTime() - since;
            record.site(WorkerRecord.OBJECT_WAIT, nanos);
            VarHandle.releaseFence();
            record.objectWaitNanos += nanos;
            record.objectWaits++;
        }
    }

    /** A task is handed to a {@code ThreadPoolExecutor}. */
    public static void executed(Object pool, Object task) {
        submitted(pool, task, true);
        if (timing) {
            note(task);
        }
    }

    /** A task is handed to a {@code ScheduledThreadPoolExecutor}: its delay is no queue wait, so it is not timed. */
    public static void scheduled(Object pool, Object task) {
        submitted(pool, task, false);
    }

    /** A task is handed to a {@code ForkJoinPool} through one of its public methods. */
    public static void forkJoinSubmitted(Object pool, Object task) {
        // Only what goes into a submission queue as itself is found again when it starts.
        boolean itself = task instanceof java.util.concurrent.ForkJoinTask;
        submitted(pool, task, itself);
        if (timing && itself && !(Thread.currentThread() instanceof java.util.concurrent.ForkJoinWorkerThread)) {
            note(task);
        }
    }

    /** A pool refuses a task, whatever its handler does then. */
    public static void rejected(Object pool, Object task) {
        if (!on) {
            return;
        }
        try {
            PoolRecord record = Records.registerPool(pool);
            if (record != null) {
                record.reject();
            }
            if (timing) {
                stamps.take(task);
            }
            if (rejectTokens > 0 && traceable()) {
                rejectTokens--;
                Records.offer(new Stamp(Stamp.REJECTED, pool, task, new Trace()));
            }
        } catch (Throwable e) {
            Records.failures++;
        }
    }

    /** A task of this worker failed: a {@code FutureTask}, a {@code CompletableFuture}, or null for a worker that dies. */
    public static void failed(Object task) {
        WorkerRecord record = mine();
        if (record == null || record.task == null) {
            return;
        }
        record.failed++;
        if (failTokens > 0) {
            try {
                failTokens--;
                Records.offer(new Stamp(Stamp.FAILED, null, task == null ? record.task : task, new Trace()));
            } catch (Throwable e) {
                Records.failures++;
            }
        }
    }

    /** An executor was made. */
    public static void created(Object pool) {
        if (!on || !traceable()) {
            return;
        }
        try {
            PoolRecord record = Records.registerPool(pool);
            if (record != null) {
                record.createdAt = new Trace();
            }
        } catch (Throwable e) {
            Records.failures++;
        }
    }

    /** A function was handed over by {@code supplyAsync} or {@code runAsync}, whatever executor takes it. */
    public static void supplied(Object future) {
        WorkerRecord record = mine();
        if (record != null) {
            record.story.supplies(future);
        }
    }

    private static void submitted(Object pool, Object task, boolean starts) {
        if (submitTokens > 0) {
            stamp(pool, task, starts);
        }
        WorkerRecord record = mine();
        if (record != null) {
            record.story.submits(task);
        }
    }

    private static void stamp(Object pool, Object task, boolean starts) {
        if (!traceable()) {
            return;
        }
        try {
            submitTokens--;
            Records.offer(new Stamp(Stamp.SUBMITTED, pool, task, new Trace()));
            if (starts && clockTokens > 0 && TaskClock.submitted(pool, task)) {
                clockTokens--;
            }
        } catch (Throwable e) {
            Records.failures++;
        }
    }

    /** Virtual threads and their carriers come here while they mount and unmount: no walking of their stacks. */
    private static boolean traceable() {
        Class<?> type = Thread.currentThread().getClass();
        return type != virtualThread && type != carrierThread;
    }

    /** The record of the current thread; null for one that is no worker, and while switched off. */
    public static WorkerRecord mine() {
        Thread thread = Thread.currentThread();
        return !on || thread.getClass() == virtualThread ? null : Records.of(thread);
    }

    /** The record of the current thread, which is a worker; null for a virtual one. */
    private static WorkerRecord worker() {
        Thread thread = Thread.currentThread();
        if (thread.getClass() == virtualThread) {
            return null;
        }
        WorkerRecord record = Records.of(thread);
        return record != null ? record : Records.register(thread);
    }

    private static void taken(WorkerRecord record, Object task) {
        if (record == null) {
            return;
        }
        record.task = task;
        record.story.begins(task);
        if (timing && task != null && record.times != null) {
            long now = System.nanoTime();
            long handedOver = stamps.take(task);
            if (handedOver != 0) {
                record.times.waited(now - handedOver);
            }
            record.times.startedAt = now;
        }
    }

    private static void ended(WorkerRecord record) {
        record.task = null;
        record.timeRun();
        record.story.ends();
    }

    private static void note(Object task) {
        if (!stamps.put(task, System.nanoTime())) {
            Records.timesLost++;
        }
    }
}
