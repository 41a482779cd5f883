package io.poolscope.guard;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where poolscope calls the application's code: its meter registries with their filters and exporters, its log with its
 * appenders. That may block for ever; on poolscope's own thread it would stop everything else with it. There is no thread
 * before the first call.
 *
 * <p>Assumptions: one thread calls. Guarantees: each call returns after about the time given; work that takes longer goes
 * on, and no other begins meanwhile.
 */
public final class Aside {
    private final Object lock = new Object();
    private @Nullable Thread thread;
    private Fuse.@Nullable Work work;
    private @Nullable Throwable failure;
    private boolean closed;
    private volatile long cpuNanos;
    private final String name;
    private final String what;

    /**
     * Nothing runs yet.
     *
     * @param name of the thread
     * @param what is called, in words
     */
    public Aside(String name, String what) {
        this.name = name;
        this.what = what;
    }

    /** Whether work that was given before is not done yet. */
    public boolean busy() {
        synchronized (lock) {
            return work != null;
        }
    }

    /**
     * Has work done, and waits for it.
     *
     * @param limit waits no longer
     * @throws TimeoutException with the stack of the work that still lasts
     * @throws Exception what the work has thrown
     */
    public void run(Fuse.Work given, Duration limit) throws Exception {
        synchronized (lock) {
            if (work == null && !closed) {
                work = given;
                failure = null;
                start();
                lock.notifyAll();
            }
        }
        await(limit);
    }

    /** Waits for work given before, as {@link #run}. */
    public void await(Duration limit) throws Exception {
        long until = System.nanoTime() + limit.toNanos();
        synchronized (lock) {
            for (long left = limit.toMillis(); work != null && left > 0; ) {
                lock.wait(left);
                left = (until - System.nanoTime()) / 1_000_000;
            }
            if (work != null) {
                throw late();
            }
            Throwable thrown = failure;
            failure = null;
            if (thrown instanceof Exception exception) {
                throw exception;
            }
            if (thrown instanceof Error error) {
                throw error;
            }
        }
    }

    private TimeoutException late() {
        TimeoutException late = new TimeoutException(what + " does not return");
        Thread running = thread;
        if (running != null) {
            late.setStackTrace(running.getStackTrace());
        }
        return late;
    }

    private void start() {
        if (thread == null) {
            Thread made = new Thread(null, this::work, name, 0, false);
            made.setDaemon(true);
            made.setContextClassLoader(null);
            thread = made;
            made.start();
        }
    }

    private void work() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean measured = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        while (step()) {
            cpuNanos = measured ? Math.max(0, threads.getCurrentThreadCpuTime()) : 0;
        }
    }

    /** One piece of work: in a method of its own, so that nothing of it is held while there is none. */
    private boolean step() {
        Fuse.Work next = next();
        if (next == null) {
            return false;
        }
        Throwable thrown = null;
        try {
            next.run();
        } catch (Throwable e) {
            thrown = e;
        }
        synchronized (lock) {
            failure = thrown;
            work = null;
            lock.notifyAll();
        }
        return true;
    }

    private Fuse.@Nullable Work next() {
        synchronized (lock) {
            while (work == null && !closed) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    // What was called may have interrupted the thread that it ran on; nobody else does.
                    continue;
                }
            }
            return work;
        }
    }

    /** CPU time of the thread so far, nanoseconds. */
    public long cpuNanos() {
        return cpuNanos;
    }

    /** Ends the thread, unless it hangs: then it ends when what it has called lets go of it. */
    public void close(Duration limit) throws InterruptedException {
        Thread running;
        synchronized (lock) {
            closed = true;
            running = thread;
            lock.notifyAll();
        }
        if (running != null && running != Thread.currentThread()) {
            running.join(limit.toMillis());
        }
    }
}
