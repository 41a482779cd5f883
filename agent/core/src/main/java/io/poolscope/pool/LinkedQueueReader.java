package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Queues that are a chain of nodes: {@code LinkedBlockingQueue}, {@code LinkedBlockingDeque},
 * {@code LinkedTransferQueue}, {@code ConcurrentLinkedQueue} (17 to 25). A node that was taken points at itself, from
 * which the walk begins again at the head.
 */
final class LinkedQueueReader implements QueueReader {
    private static final String BLOCKING_QUEUE = "java.util.concurrent.LinkedBlockingQueue";
    private static final JdkField LAST = JdkField.of(BLOCKING_QUEUE, "last");
    private static final JdkField ITEM = JdkField.of(BLOCKING_QUEUE + "$Node", "item");
    private static final JdkField COUNT = JdkField.of(BLOCKING_QUEUE, "count");

    private final JdkField first;
    private final JdkField item;
    private final JdkField next;
    private final @Nullable JdkField count;
    private final @Nullable JdkField capacity;
    private final @Nullable JdkField isData;

    private LinkedQueueReader(
            String queue,
            String node,
            String first,
            @Nullable String count,
            @Nullable String capacity,
            @Nullable String isData) {
        this.first = JdkField.of(queue, first);
        this.item = JdkField.of(node, "item");
        this.next = JdkField.of(node, "next");
        this.count = count == null ? null : JdkField.of(queue, count);
        this.capacity = capacity == null ? null : JdkField.of(queue, capacity);
        this.isData = isData == null ? null : JdkField.of(node, isData);
    }

    static LinkedQueueReader blockingQueue() {
        return new LinkedQueueReader(BLOCKING_QUEUE, BLOCKING_QUEUE + "$Node", "head", "count", "capacity", null);
    }

    /**
     * The last node of a {@code LinkedBlockingQueue} that holds no task: then its head, without an item. Null for one that
     * holds tasks, also where a node is linked already and not yet counted.
     */
    static @Nullable Object lastOfEmpty(Object queue) {
        Object node = LAST.get(queue);
        return node != null
                        && COUNT.get(queue) instanceof AtomicInteger count
                        && count.get() == 0
                        && ITEM.get(node) == null
                ? node
                : null;
    }

    static LinkedQueueReader blockingDeque() {
        String type = "java.util.concurrent.LinkedBlockingDeque";
        return new LinkedQueueReader(type, type + "$Node", "first", "count", "capacity", null);
    }

    /** Loads the queue's class: to be called when there is one. */
    static LinkedQueueReader transferQueue() {
        String type = "java.util.concurrent.LinkedTransferQueue";
        String node = JdkField.of(type + "$DualNode", "item").present() ? "$DualNode" : "$Node";
        return new LinkedQueueReader(type, type + node, "head", null, null, "isData");
    }

    static LinkedQueueReader concurrentQueue() {
        String type = "java.util.concurrent.ConcurrentLinkedQueue";
        return new LinkedQueueReader(type, type + "$Node", "head", null, null, null);
    }

    @Override
    public int depth(Object queue, long now) {
        if (count == null) {
            int[] seen = {0};
            visit(queue, now, (task, place) -> {
                seen[0] = place;
                return true;
            });
            return seen[0];
        }
        return count.get(queue) instanceof AtomicInteger counter ? counter.get() : Math.max(0, count.getInt(queue, 0));
    }

    @Override
    public @Nullable Integer capacity(Object queue) {
        int most = capacity == null ? Integer.MAX_VALUE : capacity.getInt(queue, Integer.MAX_VALUE);
        return most == Integer.MAX_VALUE ? null : most;
    }

    @Override
    public boolean fifo() {
        return true;
    }

    @Override
    public void visit(Object queue, long now, QueueVisitor visitor) {
        int place = 0;
        Object node = first.get(queue);
        for (int steps = 0; node != null && place < MAX_VISITED && steps < 2 * MAX_VISITED; steps++) {
            Object task = item.get(node);
            if (task != null && task != node && (isData == null || isData.getBoolean(node, false))) {
                if (!visitor.task(task, ++place)) {
                    return;
                }
            }
            Object following = next.get(node);
            if (following == node) {
                // Taken meanwhile, and its successor lost. Before any task was shown the walk begins again.
                if (place > 0) {
                    return;
                }
                following = first.get(queue);
            }
            node = following;
        }
    }
}
