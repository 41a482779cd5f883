package io.poolscope.pool;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/** The queues that poolscope can read. */
final class Queues {
    private static final QueueReader LINKED = LinkedQueueReader.blockingQueue();
    private static final QueueReader DEQUE = LinkedQueueReader.blockingDeque();
    private static final QueueReader TRANSFER = LinkedQueueReader.transferQueue();
    private static final QueueReader CONCURRENT = LinkedQueueReader.concurrentQueue();
    private static final QueueReader ARRAY = new ArrayQueueReader();
    private static final QueueReader PRIORITY = new PriorityQueueReader();
    private static final QueueReader DELAYED_WORK = DelayQueueReader.delayedWorkQueue();
    private static final QueueReader DELAY = DelayQueueReader.delayQueue();
    private static final QueueReader HAND_OVER = new HandOverReader();
    private static final String DELAYED_WORK_QUEUE =
            "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue";

    private Queues() {}

    /**
     * The reader of a queue; null for a queue that is no JDK queue. A subclass of one is read through the fields that it
     * inherits, which are true whatever it overrides.
     */
    static @Nullable QueueReader readerOf(@Nullable Object queue) {
        if (queue instanceof LinkedBlockingQueue) {
            return LINKED;
        } else if (queue instanceof SynchronousQueue) {
            return HAND_OVER;
        } else if (queue instanceof ArrayBlockingQueue) {
            return ARRAY;
        } else if (queue instanceof LinkedBlockingDeque) {
            return DEQUE;
        } else if (queue instanceof PriorityBlockingQueue) {
            return PRIORITY;
        } else if (queue instanceof LinkedTransferQueue) {
            return TRANSFER;
        } else if (queue instanceof ConcurrentLinkedQueue) {
            return CONCURRENT;
        } else if (queue instanceof DelayQueue) {
            return DELAY;
        }
        return queue != null && queue.getClass().getName().equals(DELAYED_WORK_QUEUE) ? DELAYED_WORK : null;
    }

    /** Whether the queue's {@code offer} is the JDK's: then it is known when it refuses a task. */
    static boolean ofTheJdk(Object queue) {
        return queue.getClass().getClassLoader() == null;
    }
}
