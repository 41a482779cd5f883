package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import org.jspecify.annotations.Nullable;

/**
 * All queues of a {@code ForkJoinPool} as one: those of submitters (even slots), then those of workers (odd slots), in
 * each from {@code base} to {@code top} (17 to 25). Workers may take their own tasks from the other end.
 */
final class ForkJoinQueues implements QueueReader {
    private static final JdkField QUEUES = JdkField.of(ReadField.FORK_QUEUES);
    private static final JdkField ARRAY = JdkField.of(ReadField.LANE_ARRAY);
    private static final JdkField BASE = JdkField.of(ReadField.LANE_BASE);
    private static final JdkField TOP = JdkField.of(ReadField.LANE_TOP);

    @Override
    public int depth(Object pool, long now) {
        int depth = 0;
        if (QUEUES.get(pool) instanceof Object[] queues) {
            for (Object queue : queues) {
                if (queue != null) {
                    depth += Math.max(0, TOP.getInt(queue, 0) - BASE.getInt(queue, 0));
                }
            }
        }
        return depth;
    }

    @Override
    public @Nullable Integer capacity(Object pool) {
        return null;
    }

    @Override
    public void visit(Object pool, long now, QueueVisitor visitor) {
        if (QUEUES.get(pool) instanceof Object[] queues) {
            int place = show(queues, 0, 0, visitor);
            if (place >= 0) {
                show(queues, 1, place, visitor);
            }
        }
    }

    @Override
    public int lanes(Object pool) {
        return QUEUES.get(pool) instanceof Object[] queues ? queues.length : 0;
    }

    /** {@code base} counts what was taken: a new value is a new head, and no task need be held to know it. */
    @Override
    public long headKey(Object pool, int lane) {
        if (QUEUES.get(pool) instanceof Object[] queues && lane < queues.length) {
            int base = BASE.getInt(queues[lane], 0);
            return TOP.getInt(queues[lane], 0) - base > 0 ? base & 0xffff_ffffL : -1;
        }
        return -1;
    }

    @Override
    public long tailKey(Object pool, int lane) {
        return QUEUES.get(pool) instanceof Object[] queues && lane < queues.length
                ? TOP.getInt(queues[lane], 0) & 0xffff_ffffL
                : -1;
    }

    /** Returns the last place shown, or -1 once the visitor has seen enough. */
    private static int show(Object[] queues, int from, int before, QueueVisitor visitor) {
        int place = before;
        for (int slot = from; slot < queues.length; slot += 2) {
            Object queue = queues[slot];
            if (queue != null && ARRAY.get(queue) instanceof Object[] tasks && tasks.length > 0) {
                int top = TOP.getInt(queue, 0);
                for (int i = BASE.getInt(queue, 0); i - top < 0 && place < MAX_VISITED; i++) {
                    Object task = tasks[i & (tasks.length - 1)];
                    if (task != null && !visitor.task(task, ++place)) {
                        return -1;
                    }
                }
            }
        }
        return place;
    }
}
