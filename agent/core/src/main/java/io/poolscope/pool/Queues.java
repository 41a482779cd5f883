package io.poolscope.pool;

import org.jspecify.annotations.Nullable;

/** The queues that poolscope can read. */
final class Queues {
    private static final QueueReader LINKED = LinkedQueueReader.blockingQueue();
    private static final QueueReader DEQUE = LinkedQueueReader.blockingDeque();
    private static final QueueReader CONCURRENT = LinkedQueueReader.concurrentQueue();
    private static final QueueReader ARRAY = new ArrayQueueReader();
    private static final QueueReader PRIORITY = new PriorityQueueReader();
    private static final QueueReader DELAYED_WORK = DelayQueueReader.delayedWorkQueue();
    private static final QueueReader DELAY = DelayQueueReader.delayQueue();
    private static final QueueReader HAND_OVER = new HandOverReader();

    /** Made when the first is met. */
    private static final class Transfer {
        static final QueueReader READER = LinkedQueueReader.transferQueue();
    }

    private static final String PACKAGE = "java.util.concurrent.";

    private Queues() {}

    /**
     * The reader of a queue; null for a queue that is no JDK queue. A subclass of one is read through the fields that it
     * inherits, which are true whatever it overrides. Goes by name: {@code instanceof} would load the class of each kind
     * of queue, at the price that {@link io.poolscope.jdk.JdkField} tells.
     */
    static @Nullable QueueReader readerOf(@Nullable Object queue) {
        for (Class<?> c = queue == null ? null : queue.getClass(); c != null; c = c.getSuperclass()) {
            QueueReader reader = c.getName().startsWith(PACKAGE) && c.getClassLoader() == null
                    ? readerOf(c.getName().substring(PACKAGE.length()))
                    : null;
            if (reader != null) {
                return reader;
            }
        }
        return null;
    }

    private static @Nullable QueueReader readerOf(String name) {
        return switch (name) {
            case "LinkedBlockingQueue" -> LINKED;
            case "SynchronousQueue" -> HAND_OVER;
            case "ArrayBlockingQueue" -> ARRAY;
            case "LinkedBlockingDeque" -> DEQUE;
            case "PriorityBlockingQueue" -> PRIORITY;
            case "LinkedTransferQueue" -> Transfer.READER;
            case "ConcurrentLinkedQueue" -> CONCURRENT;
            case "DelayQueue" -> DELAY;
            case "ScheduledThreadPoolExecutor$DelayedWorkQueue" -> DELAYED_WORK;
            default -> null;
        };
    }

    /** Whether the queue's {@code offer} is the JDK's: then it is known when it refuses a task. */
    static boolean ofTheJdk(Object queue) {
        return queue.getClass().getClassLoader() == null;
    }
}
