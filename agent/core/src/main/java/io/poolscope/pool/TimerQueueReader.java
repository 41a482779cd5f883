package io.poolscope.pool;

import io.poolscope.jdk.CopiedConstant;
import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a {@code java.util.Timer}: {@code TaskQueue}, a heap by due time from index 1 on (17 to 25). Only tasks that
 * are due count. A repeating task stays in the queue while it runs, with its next time, and nothing says that it is the one
 * that runs: so of the repeating tasks that are due while one runs the oldest is left out.
 */
final class TimerQueueReader implements QueueReader {
    private static final JdkField HEAP = JdkField.of(ReadField.TIMER_HEAP);
    private static final JdkField SIZE = JdkField.of(ReadField.TIMER_SIZE);
    private static final JdkField NEXT = JdkField.of(ReadField.TIMER_NEXT);
    private static final JdkField PERIOD = JdkField.of(ReadField.TIMER_PERIOD);
    private static final JdkField STATE = JdkField.of(ReadField.TIMER_STATE);
    private static final int CANCELLED = CopiedConstant.TIMER_TASK_CANCELLED.asInt();
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The task that is next; null where there is none. */
    static @Nullable Object head(Object tasks) {
        return HEAP.get(tasks) instanceof Object[] heap && SIZE.getInt(tasks, 0) > 0 && heap.length > 1
                ? heap[1]
                : null;
    }

    /** When a task is due, by {@code System.currentTimeMillis}. */
    static long due(@Nullable Object task) {
        return NEXT.getLong(task, Long.MAX_VALUE);
    }

    @Override
    public int depth(Object queue, long now) {
        return walk(queue, System.currentTimeMillis(), null).due;
    }

    @Override
    public void visit(Object queue, long now, QueueVisitor visitor) {
        walk(queue, now == Long.MAX_VALUE ? now : System.currentTimeMillis(), visitor);
    }

    /** A timer goes by the clock of the wall; that it is set differently shows as one false age. */
    @Override
    public long headDue(Object queue) {
        long wall = System.currentTimeMillis();
        Walk walk = walk(queue, wall, null);
        return walk.oldest == Long.MAX_VALUE
                ? Long.MIN_VALUE
                : System.nanoTime() - (wall - walk.oldest) * NANOS_PER_MILLI;
    }

    /** Shows all tasks that are due, also one that runs. */
    static void due(Object queue, QueueVisitor visitor) {
        walk(queue, System.currentTimeMillis(), visitor, true);
    }

    private static Walk walk(Object queue, long wall, @Nullable QueueVisitor visitor) {
        return walk(queue, wall, visitor, false);
    }

    private static Walk walk(Object queue, long wall, @Nullable QueueVisitor visitor, boolean all) {
        Walk walk = new Walk(wall, visitor);
        if (queue instanceof TimerFamily.Seat timer && HEAP.get(timer.tasks) instanceof Object[] heap) {
            int size = Math.min(Math.min(SIZE.getInt(timer.tasks, 0), heap.length - 1), MAX_VISITED);
            walk.leaveOut = timer.inTask && !all ? oldestRepeating(heap, size, wall, 1, null) : null;
            walk.from(heap, size, 1);
        }
        return walk;
    }

    /** No task below one that is not due is due. */
    private static @Nullable Object oldestRepeating(
            Object[] heap, int size, long wall, int index, @Nullable Object known) {
        Object task = index <= size ? heap[index] : null;
        if (task == null || due(task) > wall || (known != null && due(task) >= due(known))) {
            return known;
        }
        if (PERIOD.getLong(task, 0) != 0) {
            return task;
        }
        Object left = oldestRepeating(heap, size, wall, 2 * index, known);
        return oldestRepeating(heap, size, wall, 2 * index + 1, left);
    }

    /** One walk over the due tasks. */
    private static final class Walk {
        final long wall;
        final @Nullable QueueVisitor visitor;

        @Nullable
        Object leaveOut;

        int due;
        long oldest = Long.MAX_VALUE;

        Walk(long wall, @Nullable QueueVisitor visitor) {
            this.wall = wall;
            this.visitor = visitor;
        }

        boolean from(Object[] heap, int size, int index) {
            Object task = index <= size ? heap[index] : null;
            if (task == null || due(task) > wall) {
                return true;
            }
            if (task != leaveOut && STATE.getInt(task, 0) != CANCELLED) {
                due++;
                oldest = Math.min(oldest, due(task));
                if (visitor != null && !visitor.task(task, due)) {
                    return false;
                }
            }
            return from(heap, size, 2 * index) && from(heap, size, 2 * index + 1);
        }

        private static long due(Object task) {
            return TimerQueueReader.due(task);
        }
    }
}
