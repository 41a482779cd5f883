package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;

/**
 * {@code PriorityBlockingQueue}, a heap (17 to 25). Only the head's place is certain: the order of the others is known
 * to the application's comparator, which is never called.
 */
final class PriorityQueueReader implements QueueReader {
    private final JdkField heap = JdkField.of(ReadField.PRIORITY_BLOCKING_HEAP);
    private final JdkField size = JdkField.of(ReadField.PRIORITY_BLOCKING_SIZE);

    @Override
    public int depth(Object queue, long now) {
        return Math.max(0, size.getInt(queue, 0));
    }

    @Override
    public void visit(Object queue, long now, QueueVisitor visitor) {
        if (heap.get(queue) instanceof Object[] tasks) {
            int shown = Math.min(Math.min(depth(queue, now), tasks.length), MAX_VISITED);
            int place = 0;
            for (int i = 0; i < shown; i++) {
                Object task = tasks[i];
                if (task != null && !visitor.task(task, ++place)) {
                    return;
                }
            }
        }
    }
}
