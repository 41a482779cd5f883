package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import org.jspecify.annotations.Nullable;

/**
 * What a task of a {@code ScheduledThreadPoolExecutor} knows of its own times ({@code ScheduledFutureTask.time} and
 * {@code period}, 17 to 25). Of a task that {@code decorateTask} replaced by a class of its own nothing is known.
 */
public final class ScheduledTask {
    /** Not known. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final JdkField TIME = JdkField.of(ReadField.SCHEDULED_TIME);
    private static final JdkField PERIOD = JdkField.of(ReadField.SCHEDULED_PERIOD);
    private static final String QUEUE = ReadField.DELAYED_HEAP.owner();

    private ScheduledTask() {}

    /** Whether an executor with a queue of this class is a scheduler of such tasks. */
    public static boolean queuedIn(@Nullable String queueType) {
        return QUEUE.equals(queueType);
    }

    /** When its next run is due, or, while it runs, when that run was; in {@code System.nanoTime}. */
    public static long due(Object task) {
        return TIME.getLong(task, UNKNOWN);
    }

    /**
     * Nanoseconds from due to due where positive, from the end of a run to the next due where negative; 0 for a task that
     * runs once, and for one of which nothing is known.
     */
    public static long period(Object task) {
        return PERIOD.getLong(task, 0);
    }
}
