package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Queues in an array that wraps around: {@code java.util.ArrayDeque}, which loops guard by a lock of their own, and
 * Jetty's {@code BlockingArrayQueue} (12.0), whose two indices lie in one array, a cache line apart.
 */
final class RingReader implements QueueReader {
    private static final JdkField DEQUE = JdkField.of(ReadField.ARRAY_DEQUE_ELEMENTS);
    private static final JdkField HEAD = JdkField.of(ReadField.ARRAY_DEQUE_HEAD);
    private static final JdkField TAIL = JdkField.of(ReadField.ARRAY_DEQUE_TAIL);

    private final LibraryField elements = LibraryField.optional("_elements");
    private final LibraryField indexes = LibraryField.optional("_indexes");
    private final LibraryField size = LibraryField.optional("_size");
    private final LibraryField most = LibraryField.optional("_maxCapacity");

    private final boolean inOrder;

    /**
     * Makes one.
     *
     * @param inOrder whether nothing is served but what is in the queue
     */
    RingReader(boolean inOrder) {
        this.inOrder = inOrder;
    }

    boolean reads(Object queue) {
        return DEQUE.get(queue) != null || (elements.presentIn(queue) && indexes.presentIn(queue));
    }

    @Override
    public int depth(Object queue, long now) {
        if (DEQUE.get(queue) instanceof Object[] ring) {
            int depth = TAIL.getInt(queue, 0) - HEAD.getInt(queue, 0);
            return depth < 0 ? Math.max(0, depth + ring.length) : depth;
        }
        return size.get(queue) instanceof AtomicInteger count ? Math.max(0, count.get()) : 0;
    }

    @Override
    public @Nullable Integer capacity(Object queue) {
        int limit = most.getInt(queue, Integer.MAX_VALUE);
        return limit == Integer.MAX_VALUE ? null : limit;
    }

    @Override
    public boolean fifo() {
        return inOrder;
    }

    @Override
    public void visit(Object queue, long now, QueueVisitor visitor) {
        Object ring = DEQUE.get(queue);
        int head = HEAD.getInt(queue, 0);
        if (ring == null) {
            ring = elements.get(queue);
            if (!(indexes.get(queue) instanceof int[] both) || both.length < 2) {
                return;
            }
            // BlockingArrayQueue.HEAD_OFFSET: one less than half of the array.
            head = both[both.length / 2 - 1];
        }
        if (!(ring instanceof Object[] slots) || slots.length == 0) {
            return;
        }
        int depth = Math.min(Math.min(depth(queue, now), slots.length), MAX_VISITED);
        int place = 0;
        for (int i = 0; i < depth; i++) {
            Object task = slots[Math.floorMod(head + i, slots.length)];
            if (task != null && !visitor.task(task, ++place)) {
                return;
            }
        }
    }
}
