package io.poolscope.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The tables that application threads write and poolscope's thread reads: one record for each worker and each executor
 * that the probes met, and the ring of sampled stamps. Fixed in size, no locks, no {@code java.util.concurrent}: a
 * contended lock in here could stop a virtual thread while it mounts.
 *
 * <p>The tables are open-addressed; keys are compared by identity. Places that were given up keep {@link #GONE} or a cleared
 * record, so that a search never misses what lies behind them; inserts use them again. Searches are bounded.
 */
public final class Records {
    private static final int WORKER_BITS = 15;
    /** Workers at once; 128 kB of references. */
    static final int WORKERS = 1 << WORKER_BITS;
    /** Executors at once. */
    static final int POOLS = 1 << 13;
    /** Places a search looks at: reached when the table is more than nine tenths full. */
    static final int REACH = 64;
    /** Worker places that the reader examines at each call of {@link #drain}: the whole table in 32 samples. */
    private static final int SWEEP = 1024;
    /** Ended workers among them from which on as many places more are examined: threads are brief, or samples rare. */
    private static final int MANY_ENDED = SWEEP / 8;

    private static final VarHandle WORKER = MethodHandles.arrayElementVarHandle(WorkerRecord[].class);
    private static final VarHandle POOL = MethodHandles.arrayElementVarHandle(PoolRecord[].class);

    /** {@code Thread.tid}; null where the core could not get at it. Final, so that the JIT makes it a field read. */
    private static final VarHandle TID = Hooks.threadId;

    private static final WorkerRecord GONE = new WorkerRecord(null, null);
    private static final WorkerRecord[] workers = new WorkerRecord[WORKERS];
    private static final PoolRecord[] pools = new PoolRecord[POOLS];
    static final StampRing ring = new StampRing();

    // Plain counters: a lost increment under a race is better than an atomic instruction on an application thread.
    static long workersLost;
    static long poolsLost;
    static long stampsLost;
    static long timesLost;
    public static long failures;
    private static int swept;

    private Records() {}

    /**
     * Where to begin to look for a thread. Its id and not its identity hash: on 17 a hash that is asked for while
     * another thread is inside {@code Thread.start}, which is synchronized, inflates the thread's monitor, and from then
     * on the hash costs a call (measured: 14 ns for each task, in a third of all runs). Multiplied by 2^64 / golden ratio
     * (Knuth, 6.4), so that the neighbouring ids of a pool's workers make no cluster for those that come around later.
     */
    private static int slot(Thread thread) {
        long id = TID != null ? (long) TID.get(thread) : thread.getId();
        return (int) (id * 0x9E3779B97F4A7C15L >>> Long.SIZE - WORKER_BITS);
    }

    /** The record of a worker, or null. Any thread. */
    public static WorkerRecord of(Thread thread) {
        int slot = slot(thread);
        for (int i = 0; i < REACH; i++) {
            WorkerRecord record = workers[slot + i & WORKERS - 1];
            if (record == null || record.thread == thread) {
                return record;
            }
        }
        return null;
    }

    /** The record of a worker, made if there is none yet; null if the table is full (counted). Any thread. */
    public static WorkerRecord register(Thread thread) {
        int slot = slot(thread);
        WorkerRecord made = null;
        while (true) {
            int free = -1;
            WorkerRecord there = null;
            for (int i = 0; i < REACH; i++) {
                int at = slot + i & WORKERS - 1;
                WorkerRecord record = (WorkerRecord) WORKER.getAcquire(workers, at);
                if (record != null && record.thread == thread) {
                    return record;
                }
                if (free < 0 && (record == null || record == GONE)) {
                    free = at;
                    there = record;
                }
                if (record == null) {
                    break;
                }
            }
            if (free < 0) {
                workersLost++;
                return null;
            }
            if (made == null) {
                made = new WorkerRecord(thread, Hooks.timing ? new TaskTimes() : null);
            }
            if (WORKER.compareAndSet(workers, free, there, made)) {
                return made;
            }
        }
    }

    /** Drops the record of a thread that has ended. poolscope's thread only. */
    public static void forget(WorkerRecord record) {
        int slot = slot(record.thread);
        for (int i = 0; i < REACH; i++) {
            int at = slot + i & WORKERS - 1;
            if (workers[at] == record) {
                WORKER.setRelease(workers, at, GONE);
                return;
            }
        }
    }

    /** The record of an executor, or null. poolscope's thread only. */
    public static PoolRecord pool(Object executor) {
        int slot = System.identityHashCode(executor);
        for (int i = 0; i < REACH; i++) {
            PoolRecord record = pools[slot + i & POOLS - 1];
            if (record == null || record.refersTo(executor)) {
                return record;
            }
        }
        return null;
    }

    /** The record of an executor, made if there is none yet; null if the table is full (counted). Any thread. */
    static PoolRecord registerPool(Object executor) {
        int hash = System.identityHashCode(executor);
        PoolRecord made = null;
        while (true) {
            int free = -1;
            PoolRecord there = null;
            for (int i = 0; i < REACH; i++) {
                int at = hash + i & POOLS - 1;
                PoolRecord record = (PoolRecord) POOL.getAcquire(pools, at);
                if (record != null && record.refersTo(executor)) {
                    return record;
                }
                if (free < 0 && (record == null || record.refersTo(null))) {
                    free = at;
                    there = record;
                }
                if (record == null) {
                    break;
                }
            }
            if (free < 0) {
                poolsLost++;
                return null;
            }
            if (made == null) {
                made = new PoolRecord(executor, hash);
            }
            if (POOL.compareAndSet(pools, free, there, made)) {
                return made;
            }
        }
    }

    /** Drops the record of an executor. poolscope's thread only. */
    public static void forget(PoolRecord record) {
        record.createdAt = null;
        record.clear();
    }

    /** Copies the records of all executors that are still alive; returns how many. poolscope's thread only. */
    public static int pools(PoolRecord[] into) {
        int count = 0;
        for (int i = 0; i < POOLS && count < into.length; i++) {
            PoolRecord record = (PoolRecord) POOL.getAcquire(pools, i);
            if (record == null) {
                continue;
            }
            if (record.refersTo(null)) {
                // The place is used again by an insert; the stack must not keep the creator's classes alive until then.
                record.createdAt = null;
            } else {
                into[count++] = record;
            }
        }
        return count;
    }

    /**
     * Moves pending stamps into an array, oldest first; returns how many. Also lets go of workers that have ended, in a part
     * of the table at each call, and in more of it where many have. poolscope's thread only, once a sample.
     */
    public static int drain(Stamp[] into) {
        int examined = 0;
        do {
            examined += SWEEP;
        } while (sweep() > MANY_ENDED && examined < WORKERS);
        if (Hooks.timing) {
            timesLost += Hooks.stamps().sweep(SWEEP, System.nanoTime());
        }
        return ring.drain(into);
    }

    /** Lets go of the ended workers in the next part of the table; returns how many there were. */
    private static int sweep() {
        int ended = 0;
        for (int i = 0; i < SWEEP; i++) {
            int at = swept++ & WORKERS - 1;
            WorkerRecord record = (WorkerRecord) WORKER.getAcquire(workers, at);
            // isAlive is final; getState can be overridden by the application.
            if (record != null && record != GONE && !record.thread.isAlive()) {
                WORKER.setRelease(workers, at, GONE);
                ended++;
            }
        }
        return ended;
    }

    /** Puts a stamp into the ring; a full ring drops it, counted. Any thread. */
    public static void offer(Stamp stamp) {
        if (!ring.offer(stamp)) {
            stampsLost++;
        }
    }

    /** Stamps, workers and executors that found their table full, since the start. */
    public static long lost() {
        return workersLost + poolsLost + stampsLost();
    }

    /** Stamps that found the ring full, or came too late for their place in it. */
    public static long stampsLost() {
        return stampsLost + ring.givenUp();
    }

    /** Workers that found no place. */
    public static long workersLost() {
        return workersLost;
    }

    /** Executors that found no place. */
    public static long poolsLost() {
        return poolsLost;
    }

    /** Tasks that {@code timing=all} could not time. */
    public static long timesLost() {
        return timesLost;
    }

    /** Errors that advice kept from the application (no memory, stack at its end). */
    public static long failures() {
        return failures;
    }

    /** Empties every table. After the hooks were switched off; poolscope's thread only. */
    static void clear() {
        for (int i = 0; i < WORKERS; i++) {
            WORKER.setRelease(workers, i, null);
        }
        for (int i = 0; i < POOLS; i++) {
            POOL.setRelease(pools, i, null);
        }
        ring.clear();
        Deaths.clear();
        swept = 0;
        workersLost = poolsLost = stampsLost = timesLost = failures = 0;
    }
}
