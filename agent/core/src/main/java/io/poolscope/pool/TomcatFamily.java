package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.WrappedRunnables;
import io.poolscope.snapshot.PoolKind;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's own {@code ThreadPoolExecutor}, a copy of the JDK's (Tomcat 10 and 11; 9 extends the JDK's and is found as
 * such), in whatever loader. Its {@code TaskQueue} refuses tasks while the pool is smaller than its maximum and no worker
 * is free, so it grows to its maximum although the queue is unbounded.
 */
final class TomcatFamily implements PoolFamily {
    private static final String POOL = "org.apache.tomcat.util.threads.ThreadPoolExecutor";
    private static final String WORKER = POOL + "$Worker";
    private static final String TASK_QUEUE = "org.apache.tomcat.util.threads.TaskQueue";

    /** One for each web server's loader; more than a few come only from redeployments, whose loaders are collected. */
    private static final int MAX_COPIES = 16;

    private record Copy(
            WeakReference<Class<?>> worker,
            ThreadPoolShape shape,
            @Nullable JdkField submitted) {}

    private final WrappedRunnables wrapped = new WrappedRunnables();
    private final List<Copy> copies = new ArrayList<>();

    @Override
    public @Nullable Object seatOf(Thread thread) {
        return wrapped.find(
                thread, object -> object.getClass().getName().equals(WORKER) && copyOf(object.getClass()) != null);
    }

    private @Nullable Copy copyOf(Class<?> worker) {
        for (Iterator<Copy> each = copies.iterator(); each.hasNext(); ) {
            Copy copy = each.next();
            Class<?> known = copy.worker.get();
            if (known == worker) {
                return copy;
            }
            if (known == null) {
                each.remove();
            }
        }
        Class<?> pool = worker.getNestHost();
        if (copies.size() >= MAX_COPIES || !pool.getName().equals(POOL)) {
            return null;
        }
        ThreadPoolShape shape = ThreadPoolShape.of(pool, worker);
        if (!shape.present()) {
            return null;
        }
        JdkField submitted = JdkField.of(pool, "submittedCount");
        Copy copy = new Copy(new WeakReference<>(worker), shape, submitted.present() ? submitted : null);
        copies.add(copy);
        return copy;
    }

    private @Nullable Copy ofSeat(Object seat) {
        return copyOf(seat.getClass());
    }

    private @Nullable Copy ofPool(Object executor) {
        for (Copy copy : copies) {
            Class<?> worker = copy.worker.get();
            if (worker != null && worker.getNestHost().isInstance(executor)) {
                return copy;
            }
        }
        return null;
    }

    @Override
    public @Nullable Object executorOf(Object seat) {
        Copy copy = ofSeat(seat);
        return copy == null ? null : copy.shape.executorOf(seat);
    }

    @Override
    public boolean owns(Object executor) {
        return ofPool(executor) != null;
    }

    @Override
    public PoolKind kind(Object executor) {
        return PoolKind.THREAD_POOL;
    }

    @Override
    public boolean inTask(Object seat) {
        return ThreadPoolShape.inTask(seat);
    }

    @Override
    public long completed(Object seat, boolean inTask) {
        Copy copy = ofSeat(seat);
        return copy == null ? 0 : copy.shape.completed(seat);
    }

    @Override
    public long taskNumber(Object seat) {
        return completed(seat, true);
    }

    @Override
    public long retired(Object executor) {
        Copy copy = ofPool(executor);
        return copy == null ? 0 : copy.shape.retired(executor);
    }

    @Override
    public int size(Object executor) {
        Copy copy = ofPool(executor);
        return copy == null ? -1 : copy.shape.size(executor);
    }

    @Override
    public Limits limits(Object executor) {
        Copy copy = ofPool(executor);
        if (copy == null) {
            return new Limits(null, null, null);
        }
        Integer max = ThreadPoolShape.limit(copy.shape.max(executor));
        Object queue = copy.shape.queue(executor);
        QueueReader reader = Queues.readerOf(queue);
        boolean neverRefuses =
                reader != null && queue != null && Queues.ofTheJdk(queue) && reader.capacity(queue) == null;
        int core = copy.shape.core(executor);
        return new Limits(core, neverRefuses ? Integer.valueOf(Math.max(1, core)) : max, max);
    }

    /**
     * Up to core for each task; past it {@code TaskQueue.offer} refuses while the pool has fewer than its most threads, or than
     * tasks were submitted.
     */
    @Override
    public boolean canGrow(Object executor) {
        Copy copy = ofPool(executor);
        if (copy == null || !copy.shape.accepts(executor) || copy.shape.size(executor) >= copy.shape.max(executor)) {
            return false;
        }
        if (copy.shape.size(executor) < copy.shape.core(executor)) {
            return true;
        }
        Object queue = copy.shape.queue(executor);
        if (queue != null && Queues.ofTheJdk(queue)) {
            QueueReader reader = Queues.readerOf(queue);
            Integer capacity = reader == null ? null : reader.capacity(queue);
            return reader == null || (capacity != null && reader.depth(queue, 0) >= capacity);
        }
        boolean own = queue != null && queue.getClass().getName().equals(TASK_QUEUE);
        return !own
                || copy.submitted == null
                || !(copy.submitted.get(executor) instanceof AtomicInteger submitted)
                || submitted.get() >= copy.shape.size(executor);
    }

    @Override
    public boolean terminated(Object executor) {
        Copy copy = ofPool(executor);
        return copy == null || copy.shape.terminated(executor);
    }

    @Override
    public @Nullable Object queue(Object executor) {
        Copy copy = ofPool(executor);
        return copy == null ? null : copy.shape.queue(executor);
    }

    @Override
    public @Nullable String queueType(Object executor) {
        Object queue = queue(executor);
        return queue == null ? null : queue.getClass().getName();
    }

    @Override
    public @Nullable QueueReader queueReader(Object executor) {
        return Queues.readerOf(queue(executor));
    }
}
