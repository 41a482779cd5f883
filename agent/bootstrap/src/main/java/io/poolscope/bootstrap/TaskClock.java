package io.poolscope.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A task that was picked to be timed by the clock: handed over, started, ended. Of all tasks a few for each sample are
 * picked, whatever their rate, and at most {@link #PLACES} are on their way at once; with none on its way the start of a
 * task costs one read of a flag.
 *
 * <p>One object may be queued several times (a lambda that captures nothing is always the same object): then the first
 * start counts, and the hand-over is told too short, never too long.
 */
public final class TaskClock {
    /** Tasks on their way from their submission to their start. */
    private static final int PLACES = 4;
    /** A task that has not started by then (cancelled, wrapped by its pool) is given up: five seconds, in nanoseconds. */
    private static final long GIVE_UP_NANOS = 5_000_000_000L;

    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(TaskClock[].class);
    private static final TaskClock[] PICKED = new TaskClock[PLACES];

    /** Whether any place may be taken. Plain: a worker that sees it late misses one start. */
    static boolean any;

    /** The executor. */
    public final Object pool;
    /** {@code System.nanoTime()}. */
    public final long submittedAt;
    /** Class of the task inside its wrappers; null where unknown. */
    public Class<?> kind;
    /** {@code System.nanoTime()}. */
    public long startedAt;
    /** {@code System.nanoTime()}. */
    public long endedAt;

    private final Object task;

    private TaskClock(Object pool, Object task) {
        this.pool = pool;
        this.task = task;
        this.kind = TaskStory.kindOf(task);
        this.submittedAt = System.nanoTime();
    }

    /** A task that is being handed over; whether it is timed. Any thread. */
    static boolean submitted(Object pool, Object task) {
        for (int i = 0; i < PLACES; i++) {
            if (PICKED[i] == null) {
                if (!PLACE.compareAndSet(PICKED, i, (TaskClock) null, new TaskClock(pool, task))) {
                    return false;
                }
                any = true;
                return true;
            }
        }
        return false;
    }

    /** A task that begins on the current thread: its clock, running, where it was picked; null otherwise. */
    static TaskClock started(Object task) {
        for (int i = 0; i < PLACES; i++) {
            TaskClock clock = (TaskClock) PLACE.getAcquire(PICKED, i);
            if (clock != null && clock.task == task && PLACE.compareAndSet(PICKED, i, clock, (TaskClock) null)) {
                clock.startedAt = System.nanoTime();
                return clock;
            }
        }
        return null;
    }

    /** Gives up what never started; returns how many. poolscope's thread, once a sample. */
    static int sweep(long now) {
        if (!any) {
            return 0;
        }
        int dropped = 0;
        int left = 0;
        for (int i = 0; i < PLACES; i++) {
            TaskClock clock = (TaskClock) PLACE.getAcquire(PICKED, i);
            if (clock == null) {
                continue;
            }
            if (now - clock.submittedAt > GIVE_UP_NANOS && PLACE.compareAndSet(PICKED, i, clock, (TaskClock) null)) {
                dropped++;
            } else {
                left++;
            }
        }
        if (left == 0) {
            any = false;
            // One that was put in meanwhile must not lie there unseen.
            VarHandle.fullFence();
            for (int i = 0; i < PLACES; i++) {
                any |= PICKED[i] != null;
            }
        }
        return dropped;
    }

    static void clear() {
        for (int i = 0; i < PLACES; i++) {
            PLACE.setRelease(PICKED, i, null);
        }
        any = false;
    }
}
