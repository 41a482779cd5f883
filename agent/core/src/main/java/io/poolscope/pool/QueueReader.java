package io.poolscope.pool;

import org.jspecify.annotations.Nullable;

/**
 * Reads one kind of queue through its fields: no lock, no method of the queue. What it reads may be torn by a
 * concurrent change, and is then off by the tasks that moved meanwhile.
 */
public interface QueueReader {
    /** Most tasks that {@link #visit} shows, so that a look at a queue of millions stays short. */
    int MAX_VISITED = 10_000;

    /**
     * Tasks waiting that may be served now.
     *
     * @param queue the queue
     * @param now clock nanoseconds
     */
    int depth(Object queue, long now);

    /** Most tasks that it takes; null if unbounded, as most are, 0 if it only hands over. */
    default @Nullable Integer capacity(Object queue) {
        return null;
    }

    /** Whether tasks leave in the order in which they came. */
    default boolean fifo() {
        return false;
    }

    /**
     * Shows the queued tasks in the order of service, {@link #MAX_VISITED} at most.
     *
     * @param queue the queue
     * @param now clock nanoseconds: tasks due later are not shown
     * @param visitor must read fields only
     */
    void visit(Object queue, long now, QueueVisitor visitor);

    /** How many heads it has, each of which may be the oldest task; {@link #headKey} tells them apart. */
    default int lanes(Object queue) {
        return 1;
    }

    /**
     * Where tasks are counted as they come: one more than that of the newest task of a lane, so that {@link #headKey} is that
     * of the oldest; -1 where they are not.
     */
    default long tailKey(Object queue, int lane) {
        return -1;
    }

    /** Stays the same while the same task is at the head of a lane; -1 while there is none. */
    default long headKey(Object queue, int lane) {
        long[] key = {-1};
        visit(queue, Long.MAX_VALUE, (task, place) -> {
            key[0] = System.identityHashCode(task);
            return false;
        });
        return key[0];
    }

    /** When the head may be served, clock nanoseconds, for queues that know it; {@code Long.MIN_VALUE} otherwise. */
    default long headDue(Object queue) {
        return Long.MIN_VALUE;
    }
}
