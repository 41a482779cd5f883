package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a {@code ScheduledThreadPoolExecutor}, and {@code DelayQueue}: heaps by due time (17 to 25). Only tasks
 * that are due count. The due time is read from {@code ScheduledFutureTask.time}, which is in {@code System.nanoTime};
 * {@code getDelay} of other elements would be the application's code, so they are never due.
 */
final class DelayQueueReader implements QueueReader {
    private static final JdkField TIME =
            JdkField.of("java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask", "time");
    private static final JdkField DELEGATE = JdkField.of("java.util.concurrent.DelayQueue", "q");

    private final JdkField heap;
    private final JdkField size;
    private final boolean delegates;

    private DelayQueueReader(String type, boolean delegates) {
        this.heap = JdkField.of(type, "queue");
        this.size = JdkField.of(type, "size");
        this.delegates = delegates;
    }

    static DelayQueueReader delayedWorkQueue() {
        return new DelayQueueReader("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", false);
    }

    static DelayQueueReader delayQueue() {
        return new DelayQueueReader("java.util.PriorityQueue", true);
    }

    @Override
    public int depth(Object queue, long now) {
        int[] due = {0};
        walk(queue, now, due, null);
        return due[0];
    }

    @Override
    public @Nullable Integer capacity(Object queue) {
        return null;
    }

    @Override
    public boolean fifo() {
        return false;
    }

    @Override
    public void visit(Object queue, long now, QueueVisitor visitor) {
        walk(queue, now, new int[1], visitor);
    }

    @Override
    public long headDue(Object queue) {
        return heap.get(in(queue)) instanceof Object[] tasks && tasks.length > 0
                ? TIME.getLong(tasks[0], Long.MIN_VALUE)
                : Long.MIN_VALUE;
    }

    private @Nullable Object in(Object queue) {
        return delegates ? DELEGATE.get(queue) : queue;
    }

    /** No task below one that is not due is due: the walk costs the due tasks, not the queue. */
    private void walk(Object queue, long now, int[] due, @Nullable QueueVisitor visitor) {
        Object in = in(queue);
        if (heap.get(in) instanceof Object[] tasks) {
            walk(tasks, Math.min(size.getInt(in, 0), tasks.length), now, 0, due, visitor);
        }
    }

    private static boolean walk(
            Object[] tasks, int size, long now, int index, int[] due, @Nullable QueueVisitor visitor) {
        if (index >= size || due[0] >= MAX_VISITED) {
            return true;
        }
        Object task = tasks[index];
        long time = TIME.getLong(task, Long.MIN_VALUE);
        if (time == Long.MIN_VALUE || time - now > 0) {
            return true;
        }
        due[0]++;
        return (visitor == null || visitor.task(task, due[0]))
                && walk(tasks, size, now, 2 * index + 1, due, visitor)
                && walk(tasks, size, now, 2 * index + 2, due, visitor);
    }
}
