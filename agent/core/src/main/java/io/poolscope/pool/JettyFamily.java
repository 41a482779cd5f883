package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import io.poolscope.jdk.WrappedRunnables;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's {@code QueuedThreadPool} (12.0). A worker is idle while it is parked on the condition of the pool's queue, or
 * on the semaphore of its place among the reserved threads, which to the pool is a task. Selectors and acceptors are tasks
 * that last: such a worker runs.
 */
final class JettyFamily extends UncountedFamily {
    private static final String RUNNER = "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner";
    private static final JdkField SYNC = JdkField.of(ReadField.SEMAPHORE_SYNC);
    private static final String SEMAPHORE = "java.util.concurrent.Semaphore$";

    private final WrappedRunnables wrapped = new WrappedRunnables();
    private final RingReader ring = new RingReader(true);
    private final LibraryField pool = LibraryField.of("this$0");
    private final LibraryField jobs = LibraryField.of("_jobs");
    private final LibraryField counts = LibraryField.of("_counts");
    private final LibraryField min = LibraryField.of("_minThreads");
    private final LibraryField max = LibraryField.of("_maxThreads");
    private final LibraryField name = LibraryField.of("_name");
    private final LibraryField notEmpty = LibraryField.optional("_notEmpty");
    private final LibraryField jdkNotEmpty = LibraryField.optional("notEmpty");
    private final LibraryField reserved = LibraryField.optional("_tryExecutor");
    private final LibraryField places = LibraryField.optional("_threads");
    private final LibraryField items = LibraryField.optional("_items");
    private final LibraryField semaphore = LibraryField.optional("_semaphore");
    private final LibraryField standing = LibraryField.optional("_thread");

    @Override
    public @Nullable Object seatOf(Thread thread) {
        Object runner =
                wrapped.find(thread, object -> object.getClass().getName().equals(RUNNER));
        Object executor = pool.get(runner);
        return executor == null || signal(executor) == null ? null : new Seat(thread, executor);
    }

    /** What a worker that waits for a task is parked on. */
    private @Nullable Object signal(Object executor) {
        Object queue = jobs.get(executor);
        Object own = notEmpty.get(queue);
        return own != null ? own : jdkNotEmpty.get(queue);
    }

    @Override
    public @Nullable String name(Object executor) {
        return name.get(executor) instanceof String its ? its : null;
    }

    @Override
    public boolean inTask(Object seat) {
        if (!(seat instanceof Seat its)) {
            return false;
        }
        Object blocker = LockSupport.getBlocker(its.thread());
        return blocker == null
                || (blocker != signal(its.executor())
                        && !(blocker.getClass().getName().startsWith(SEMAPHORE) && isReserved(its, blocker)));
    }

    private boolean isReserved(Seat seat, Object blocker) {
        if (items.get(places.get(reserved.get(seat.executor()))) instanceof AtomicReferenceArray<?> all) {
            for (int i = 0; i < all.length(); i++) {
                Object place = all.get(i);
                if (place != null
                        && standing.get(place) == seat.thread()
                        && semaphore.get(place) instanceof Semaphore its) {
                    return SYNC.get(its) == blocker;
                }
            }
        }
        return false;
    }

    private long both(Object executor) {
        return counts.get(executor) instanceof AtomicLong value ? value.get() : 0;
    }

    @Override
    public int size(Object executor) {
        return (int) Math.max(0, both(executor) >> 32);
    }

    /** {@code QueuedThreadPool.execute} adds a thread for a task that no idle one will take. */
    @Override
    public Limits limits(Object executor) {
        int most = max.getInt(executor, 0);
        return new Limits(min.getInt(executor, 0), most, most);
    }

    @Override
    public boolean canGrow(Object executor) {
        return !terminated(executor) && size(executor) < max.getInt(executor, 0);
    }

    /** {@code doStop} sets the number of threads to the least that there is. */
    @Override
    public boolean terminated(Object executor) {
        return both(executor) >> 32 == Integer.MIN_VALUE;
    }

    @Override
    public @Nullable Object queue(Object executor) {
        return jobs.get(executor);
    }

    @Override
    public @Nullable QueueReader queueReader(Object executor) {
        Object queue = jobs.get(executor);
        return queue != null && ring.reads(queue) ? ring : null;
    }
}
