package io.poolscope.pool;

import io.poolscope.jdk.CopiedConstant;
import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;

/**
 * What a task of a {@code ScheduledThreadPoolExecutor} knows of its own times ({@code ScheduledFutureTask.time} and
 * {@code period}, 17 to 25), and one of a {@code java.util.Timer}, which goes by the clock of the wall. Of a task that
 * {@code decorateTask} replaced by a class of its own nothing is known.
 */
public final class ScheduledTask {
    /** Not known. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final JdkField TIME = JdkField.of(ReadField.SCHEDULED_TIME);
    private static final JdkField PERIOD = JdkField.of(ReadField.SCHEDULED_PERIOD);
    private static final JdkField TIMER_NEXT = JdkField.of(ReadField.TIMER_NEXT);
    private static final JdkField TIMER_PERIOD = JdkField.of(ReadField.TIMER_PERIOD);
    private static final JdkField TIMER_STATE = JdkField.of(ReadField.TIMER_STATE);
    private static final int TIMER_CANCELLED = CopiedConstant.TIMER_TASK_CANCELLED.asInt();
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final String QUEUE = ReadField.DELAYED_HEAP.owner();

    private ScheduledTask() {}

    /** Whether an executor runs such tasks. */
    public static boolean runIn(Object executor, PoolFamily family) {
        return executor instanceof TimerFamily.Seat || QUEUE.equals(family.queueType(executor));
    }

    /**
     * Shows the tasks of a timer that are due, also the one that it runs, where that repeats and is due again; false for any
     * other executor.
     */
    public static boolean dueInTimer(Object executor, QueueVisitor visitor) {
        if (!(executor instanceof TimerFamily.Seat)) {
            return false;
        }
        TimerQueueReader.due(executor, visitor);
        return true;
    }

    /** Changes whenever it has begun (timers), or ended (executors), another run. */
    public static long mark(Object task) {
        long next = TIMER_NEXT.getLong(task, UNKNOWN);
        return next == UNKNOWN ? TIME.getLong(task, UNKNOWN) : next;
    }

    /** Whether it was cancelled from its timer. */
    public static boolean cancelled(Object task) {
        return TIMER_STATE.getInt(task, 0) == TIMER_CANCELLED;
    }

    /**
     * When its next run is due, or, while an executor runs it, when that run was; in {@code System.nanoTime}. Of a timer right
     * to the millisecond, and only as long as the clock of the wall is not set.
     */
    public static long due(Object task) {
        long next = TIMER_NEXT.getLong(task, UNKNOWN);
        return next == UNKNOWN
                ? TIME.getLong(task, UNKNOWN)
                : System.nanoTime() - (System.currentTimeMillis() - next) * NANOS_PER_MILLI;
    }

    /**
     * Nanoseconds from due to due where positive, from the end of a run (of a timer: its begin) to the next due where negative;
     * 0 for a task that runs once, and for one of which nothing is known.
     */
    public static long period(Object task) {
        long millis = TIMER_PERIOD.getLong(task, 0);
        return millis == 0 ? PERIOD.getLong(task, 0) : millis * NANOS_PER_MILLI;
    }
}
