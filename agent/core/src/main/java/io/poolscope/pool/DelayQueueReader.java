package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import org.jspecify.annotations.Nullable;

/**
 * The queue of a {@code ScheduledThreadPoolExecutor}, and {@code DelayQueue}: heaps by due time (17 to 25). Only tasks
 * that are due count. The due time is read from {@code ScheduledFutureTask.time}, which is in {@code System.nanoTime};
 * {@code getDelay} of other elements would be the application's code, so they are never due.
 */
final class DelayQueueReader implements QueueReader {
    private static final JdkField TIME = JdkField.of(ReadField.SCHEDULED_TIME);
    private static final JdkField DELEGATE = JdkField.of(ReadField.DELAY_QUEUE_HEAP);

    private final JdkField heap;
    private final JdkField size;
    private final boolean delegates;

    private DelayQueueReader(ReadField heap, ReadField size, boolean delegates) {
        this.heap = JdkField.of(heap);
        this.size = JdkField.of(size);
        this.delegates = delegates;
    }

    static DelayQueueReader delayedWorkQueue() {
        return new DelayQueueReader(ReadField.DELAYED_HEAP, ReadField.DELAYED_SIZE, false);
    }

    static DelayQueueReader delayQueue() {
        return new DelayQueueReader(ReadField.PRIORITY_QUEUE_HEAP, ReadField.PRIORITY_QUEUE_SIZE, true);
    }

    @Override
    public int depth(Object queue, long now) {
        int[] due = {0};
        walk(queue, now, due, null);
        return due[0];
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
