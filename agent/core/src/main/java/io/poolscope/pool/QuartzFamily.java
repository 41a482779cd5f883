package io.poolscope.pool;

import org.jspecify.annotations.Nullable;

/**
 * Quartz's {@code SimpleThreadPool} (2.3 to 2.5), the pool that a scheduler has unless it is given another. A worker is inside
 * a job while its field {@code runnable} is set. There is no queue: the scheduler's own thread waits until a worker is free,
 * and what is due stays in its store.
 */
final class QuartzFamily extends UncountedFamily {
    private static final String WORKER = "org.quartz.simpl.SimpleThreadPool$WorkerThread";

    private final LibraryField pool = LibraryField.of("tp");
    private final LibraryField job = LibraryField.of("runnable");
    private final LibraryField count = LibraryField.of("count");
    private final LibraryField shutDown = LibraryField.of("isShutdown");

    /** The seat is the thread itself. */
    @Override
    public @Nullable Object seatOf(Thread thread) {
        return thread.getClass().getName().endsWith(WORKER) && pool.get(thread) != null && job.presentIn(thread)
                ? thread
                : null;
    }

    @Override
    public @Nullable Object executorOf(Object seat) {
        return pool.get(seat);
    }

    @Override
    public boolean inTask(Object seat) {
        return job.get(seat) != null;
    }

    /** Each run of a job is an object of its own. */
    @Override
    public long taskNumber(Object seat) {
        Object running = job.get(seat);
        return running == null ? 0 : System.identityHashCode(running);
    }

    @Override
    public Limits limits(Object executor) {
        int threads = count.getInt(executor, 0);
        return new Limits(threads, threads, threads);
    }

    @Override
    public boolean canGrow(Object executor) {
        return false;
    }

    @Override
    public boolean terminated(Object executor) {
        return shutDown.getBoolean(executor, true);
    }
}
