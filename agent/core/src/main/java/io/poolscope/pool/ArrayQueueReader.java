package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import org.jspecify.annotations.Nullable;

/** {@code ArrayBlockingQueue}, a ring (17 to 25). Its own {@code size} and {@code peek} take the queue's lock. */
final class ArrayQueueReader implements QueueReader {
    private final JdkField items = JdkField.of(ReadField.ARRAY_QUEUE_ITEMS);
    private final JdkField takeIndex = JdkField.of(ReadField.ARRAY_QUEUE_TAKE);
    private final JdkField count = JdkField.of(ReadField.ARRAY_QUEUE_COUNT);

    @Override
    public int depth(Object queue, long now) {
        return Math.max(0, count.getInt(queue, 0));
    }

    @Override
    public @Nullable Integer capacity(Object queue) {
        return items.get(queue) instanceof Object[] ring ? ring.length : null;
    }

    @Override
    public boolean fifo() {
        return true;
    }

    @Override
    public void visit(Object queue, long now, QueueVisitor visitor) {
        if (items.get(queue) instanceof Object[] ring) {
            int from = takeIndex.getInt(queue, 0);
            int shown = Math.min(Math.min(depth(queue, now), ring.length), MAX_VISITED);
            int place = 0;
            for (int i = 0; i < shown; i++) {
                Object task = ring[(from + i) % ring.length];
                if (task != null && !visitor.task(task, ++place)) {
                    return;
                }
            }
        }
    }
}
