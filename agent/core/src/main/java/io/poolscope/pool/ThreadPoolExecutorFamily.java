package io.poolscope.pool;

import io.poolscope.jdk.WrappedRunnables;
import io.poolscope.snapshot.PoolKind;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * {@code ThreadPoolExecutor} with its subclasses, {@code ScheduledThreadPoolExecutor} among them, whether or not
 * {@code Executors} wrapped it: the worker leads to the true executor.
 */
class ThreadPoolExecutorFamily implements PoolFamily {
    private static final String WORKER = "java.util.concurrent.ThreadPoolExecutor$Worker";

    private final ThreadPoolShape shape = ThreadPoolShape.ofJdk();
    private final WrappedRunnables wrapped = new WrappedRunnables();
    private final Class<?> worker;

    ThreadPoolExecutorFamily() {
        Class<?> found;
        try {
            found = Class.forName(WORKER, false, null);
        } catch (ClassNotFoundException e) {
            found = Void.class; // no object is one: the family then finds nothing
        }
        this.worker = found;
    }

    @Override
    public @Nullable Object seatOf(Thread thread) {
        return wrapped.find(thread, worker::isInstance);
    }

    @Override
    public @Nullable Object executorOf(Object seat) {
        return shape.executorOf(seat);
    }

    @Override
    public boolean owns(Object executor) {
        return executor instanceof ThreadPoolExecutor;
    }

    /** By name: {@code instanceof} would load a subclass of the application's executors (see {@code JdkField}). */
    @Override
    public PoolKind kind(Object executor) {
        for (Class<?> c = executor.getClass(); c != ThreadPoolExecutor.class && c != null; c = c.getSuperclass()) {
            if (c.getName().equals("java.util.concurrent.ScheduledThreadPoolExecutor")) {
                return PoolKind.SCHEDULED;
            }
        }
        return PoolKind.THREAD_POOL;
    }

    @Override
    public boolean inTask(Object seat) {
        return ThreadPoolShape.inTask(seat);
    }

    @Override
    public long completed(Object seat, boolean inTask) {
        return shape.completed(seat);
    }

    @Override
    public long taskNumber(Object seat) {
        return shape.completed(seat);
    }

    @Override
    public long retired(Object executor) {
        return shape.retired(executor);
    }

    @Override
    public int size(Object executor) {
        return shape.size(executor);
    }

    /** A pool whose queue takes every task never grows past core, but runs one worker if core is 0 ({@code execute}). */
    @Override
    public Limits limits(Object executor) {
        int core = shape.core(executor);
        Integer configured = ThreadPoolShape.limit(shape.max(executor));
        QueueReader reader = queueReader(executor);
        Object queue = shape.queue(executor);
        boolean neverRefuses =
                reader != null && queue != null && Queues.ofTheJdk(queue) && reader.capacity(queue) == null;
        return new Limits(core, neverRefuses ? Integer.valueOf(Math.max(1, core)) : configured, configured);
    }

    /**
     * {@code ThreadPoolExecutor.execute} adds a worker for each task up to core, and past core only when the queue refuses the
     * task. Of a queue with an {@code offer} of its own nobody knows when it refuses: then growth is possible.
     */
    @Override
    public boolean canGrow(Object executor) {
        Object queue = shape.queue(executor);
        if (queue == null || !shape.accepts(executor) || shape.size(executor) >= shape.max(executor)) {
            return false;
        }
        if (shape.size(executor) < shape.core(executor)) {
            return true;
        }
        QueueReader reader = queueReader(executor);
        if (reader == null || !Queues.ofTheJdk(queue)) {
            return true;
        }
        Integer capacity = reader.capacity(queue);
        return capacity != null && reader.depth(queue, 0) >= capacity;
    }

    @Override
    public boolean terminated(Object executor) {
        return shape.terminated(executor);
    }

    @Override
    public boolean accepts(Object executor) {
        return shape.accepts(executor);
    }

    @Override
    public @Nullable Object queue(Object executor) {
        return shape.queue(executor);
    }

    @Override
    public @Nullable String queueType(Object executor) {
        Object queue = shape.queue(executor);
        return queue == null ? null : queue.getClass().getName();
    }

    @Override
    public @Nullable QueueReader queueReader(Object executor) {
        return Queues.readerOf(shape.queue(executor));
    }

    /**
     * A worker that lives takes its tasks from the queue only ({@code ThreadPoolExecutor.getTask}, final in effect), and a
     * {@code LinkedBlockingQueue} links every task as its new last node, empty or not. So while the last node is the
     * same and the queue is empty, nothing was there to take. New workers bring their own first task, and change the count of
     * workers or of retired tasks. A subclass of the queue may hand tasks over in another way: only the class itself counts.
     */
    @Override
    public boolean noneTaken(Object executor, Pulse last) {
        Object queue = shape.queue(executor);
        if (queue == null || queue.getClass() != LinkedBlockingQueue.class) {
            return false;
        }
        return last.same(shape.ctl(executor), shape.retired(executor), LinkedQueueReader.lastOfEmpty(queue));
    }
}
