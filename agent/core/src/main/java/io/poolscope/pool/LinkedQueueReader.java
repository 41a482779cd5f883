package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Queues that are a chain of nodes: {@code LinkedBlockingQueue}, {@code LinkedBlockingDeque},
 * {@code LinkedTransferQueue}, {@code ConcurrentLinkedQueue} (17 to 25). A node that was taken points at itself, from
 * which the walk begins again at the head.
 */
final class LinkedQueueReader implements QueueReader {
    private static final JdkField LAST = JdkField.of(ReadField.LINKED_QUEUE_LAST);
    private static final JdkField ITEM = JdkField.of(ReadField.LINKED_QUEUE_ITEM);
    private static final JdkField COUNT = JdkField.of(ReadField.LINKED_QUEUE_COUNT);

    private final JdkField first;
    private final JdkField item;
    private final JdkField next;
    private final @Nullable JdkField count;
    private final @Nullable JdkField capacity;
    private final @Nullable JdkField isData;

    private LinkedQueueReader(
            ReadField first,
            ReadField item,
            ReadField next,
            @Nullable ReadField count,
            @Nullable ReadField capacity,
            @Nullable ReadField isData) {
        this.first = JdkField.of(first);
        this.item = JdkField.of(item);
        this.next = JdkField.of(next);
        this.count = count == null ? null : JdkField.of(count);
        this.capacity = capacity == null ? null : JdkField.of(capacity);
        this.isData = isData == null ? null : JdkField.of(isData);
    }

    static LinkedQueueReader blockingQueue() {
        return new LinkedQueueReader(
                ReadField.LINKED_QUEUE_HEAD,
                ReadField.LINKED_QUEUE_ITEM,
                ReadField.LINKED_QUEUE_NEXT,
                ReadField.LINKED_QUEUE_COUNT,
                ReadField.LINKED_QUEUE_CAPACITY,
                null);
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
        return new LinkedQueueReader(
                ReadField.LINKED_DEQUE_FIRST,
                ReadField.LINKED_DEQUE_ITEM,
                ReadField.LINKED_DEQUE_NEXT,
                ReadField.LINKED_DEQUE_COUNT,
                ReadField.LINKED_DEQUE_CAPACITY,
                null);
    }

    /** Loads the queue's class: to be called when there is one. */
    static LinkedQueueReader transferQueue() {
        return JdkField.of(ReadField.TRANSFER_DUAL_ITEM).present()
                ? new LinkedQueueReader(
                        ReadField.TRANSFER_HEAD,
                        ReadField.TRANSFER_DUAL_ITEM,
                        ReadField.TRANSFER_DUAL_NEXT,
                        null,
                        null,
                        ReadField.TRANSFER_DUAL_IS_DATA)
                : new LinkedQueueReader(
                        ReadField.TRANSFER_HEAD_OF_NODES,
                        ReadField.TRANSFER_NODE_ITEM,
                        ReadField.TRANSFER_NODE_NEXT,
                        null,
                        null,
                        ReadField.TRANSFER_NODE_IS_DATA);
    }

    static LinkedQueueReader concurrentQueue() {
        return new LinkedQueueReader(
                ReadField.CONCURRENT_QUEUE_HEAD,
                ReadField.CONCURRENT_QUEUE_ITEM,
                ReadField.CONCURRENT_QUEUE_NEXT,
                null,
                null,
                null);
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
