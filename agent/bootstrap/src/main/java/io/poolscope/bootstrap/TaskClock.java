package io.poolscope.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A task that was picked to be timed by the clock: handed over, started, ended. Of all tasks a few for each sample are
 * picked, whatever their rate, and at most {@link #PLACES} are on their way at once: the start of a task costs a comparison
 * with each.
 *
 * <p>One object may be queued several times (a lambda that captures nothing is always the same object): then the first
 * start counts, and the hand-over is told too short, never too long.
 */
public final class TaskClock {
    /** Tasks on their way from their submission to their start. */
    private static final int PLACES = 2;
    /** A task that has not started by then (cancelled, refused, in a long queue) is given up: a second, in nanoseconds. */
    private static final long GIVE_UP_NANOS = 1_000_000_000L;

    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(TaskClock[].class);
    private static final TaskClock[] PICKED = new TaskClock[PLACES];

    // The tasks in the places, for the comparison. Plain: a worker that sees one late misses one start.
    private static Object first;
    private static Object second;

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
        this.kind = TaskKind.of(task);
        this.submittedAt = System.nanoTime();
    }

    /** A task that is being handed over; whether it is timed. Any thread. */
    static boolean submitted(Object pool, Object task) {
        for (int i = 0; i < PLACES; i++) {
            if (PICKED[i] == null) {
                if (!PLACE.compareAndSet(PICKED, i, (TaskClock) null, new TaskClock(pool, task))) {
                    return false;
                }
                show(i, task);
                return true;
            }
        }
        return false;
    }

    private static void show(int place, Object task) {
        if (place == 0) {
            first = task;
        } else {
            second = task;
        }
    }

    /** Whether a task that begins was picked. */
    static boolean picked(Object task) {
        return (task == first || task == second) && task != null;
    }

    /** A picked task begins on the current thread: its clock, running; null where another thread was faster. */
    static TaskClock started(Object task) {
        for (int i = 0; i < PLACES; i++) {
            TaskClock clock = (TaskClock) PLACE.getAcquire(PICKED, i);
            if (clock != null && clock.task == task && empty(i, clock)) {
                clock.startedAt = System.nanoTime();
                return clock;
            }
        }
        return null;
    }

    private static boolean empty(int place, TaskClock clock) {
        // First: once the place is empty, another task may be shown in it.
        show(place, null);
        return PLACE.compareAndSet(PICKED, place, clock, (TaskClock) null);
    }

    /** Gives up what never started; returns how many. poolscope's thread, once a sample. */
    static int sweep(long now) {
        int dropped = 0;
        for (int i = 0; i < PLACES; i++) {
            TaskClock clock = (TaskClock) PLACE.getAcquire(PICKED, i);
            if (clock != null && now - clock.submittedAt > GIVE_UP_NANOS && empty(i, clock)) {
                dropped++;
            }
        }
        return dropped;
    }

    static void clear() {
        for (int i = 0; i < PLACES; i++) {
            show(i, null);
            PLACE.setRelease(PICKED, i, null);
        }
    }
}
