package io.poolscope.bootstrap;

/**
 * The tables that application threads write and poolscope's thread reads: one record for each worker and each executor
 * that the probes met, and the ring of sampled stamps. Fixed in size, no locks, no {@code java.util.concurrent}: a
 * contended lock in here could stop a virtual thread while it mounts.
 */
public final class Records {
    private Records() {}

    /** The record of a worker, or null. Any thread. */
    public static WorkerRecord of(Thread thread) {
        return null;
    }

    /** The record of a worker, made if there is none yet; null if the table is full (counted). Any thread. */
    public static WorkerRecord register(Thread thread) {
        return null;
    }

    /** Drops the record of a thread that has ended. poolscope's thread only. */
    public static void forget(WorkerRecord record) {}

    /** The record of an executor, or null. poolscope's thread only. */
    public static PoolRecord pool(Object executor) {
        return null;
    }

    /** Copies the records of all executors that are still alive; returns how many. poolscope's thread only. */
    public static int pools(PoolRecord[] into) {
        return 0;
    }

    /** Moves pending stamps into an array, oldest first; returns how many. poolscope's thread only. */
    public static int drain(Stamp[] into) {
        return 0;
    }

    /** Stamps, workers and executors that found their table full, since the start. */
    public static long lost() {
        return 0;
    }
}
