package io.poolscope.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * When each queued task was handed over, for {@code timing=all}. Fixed in size; a task that finds its places taken is
 * not timed, and is counted. A place shows its task only once the time is complete: one task object may be queued several
 * times (a lambda that captures nothing is always the same object), so that a worker may find the entry of a hand-over that
 * is still under way. Of several entries a start takes the oldest. A task that never starts (cancelled, removed, helped by
 * a joiner) is let go by the sweep.
 */
final class TaskStamps {
    /** Tasks that can be queued at once and still be timed; 0.8 MB. */
    static final int SIZE = 1 << 16;
    /** Places looked at: a table half full refuses about one in 60,000. */
    private static final int REACH = 16;
    /** A task that has not started after this long is let go: five minutes, in nanoseconds. */
    static final long STALE_NANOS = 300_000_000_000L;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    /** In a place that is being filled. */
    private static final Object CLAIMED = new Object();

    private final Object[] tasks = new Object[SIZE];
    private final long[] times = new long[SIZE];
    private int swept;

    /** Notes that a task was handed over; false when its places are taken. */
    boolean put(Object task, long now) {
        int slot = System.identityHashCode(task);
        for (int i = 0; i < REACH; i++) {
            int at = slot + i & SIZE - 1;
            if (tasks[at] == null && SLOT.compareAndSet(tasks, at, (Object) null, CLAIMED)) {
                times[at] = now;
                SLOT.setRelease(tasks, at, task);
                return true;
            }
        }
        return false;
    }

    /** Takes the time of a task out; 0 when it was not noted. */
    long take(Object task) {
        int slot = System.identityHashCode(task);
        int oldest = -1;
        long time = 0;
        for (int i = 0; i < REACH; i++) {
            int at = slot + i & SIZE - 1;
            if (SLOT.getAcquire(tasks, at) == task && (oldest < 0 || times[at] - time < 0)) {
                oldest = at;
                time = times[at];
            }
        }
        // Another worker that runs the same object may take it first; then this start is not timed, rather than
        // wrongly.
        return oldest >= 0 && SLOT.compareAndSet(tasks, oldest, task, (Object) null) ? time : 0;
    }

    /** Looks at some of the places and lets stale tasks go; returns how many. poolscope's thread only. */
    int sweep(int places, long now) {
        int dropped = 0;
        for (int i = 0; i < places; i++) {
            int at = swept++ & SIZE - 1;
            Object task = SLOT.getAcquire(tasks, at);
            if (task != null
                    && task != CLAIMED
                    && now - times[at] > STALE_NANOS
                    && SLOT.compareAndSet(tasks, at, task, (Object) null)) {
                dropped++;
            }
        }
        return dropped;
    }

    /** Lets all tasks go. */
    void clear() {
        for (int i = 0; i < SIZE; i++) {
            tasks[i] = null;
        }
    }
}
