package io.poolscope.tests.waits;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** An application whose tasks hold a lock while they compute or wait, and whose others want it. */
public final class Locked {
    private final Object monitor;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean ended;
    /** Counted down when the lock is held. */
    public final CountDownLatch held = new CountDownLatch(1);

    public Locked() {
        this(new Object());
    }

    /** With a monitor of the caller's. */
    public Locked(Object monitor) {
        this.monitor = monitor;
    }

    public void end() {
        ended = true;
    }

    public void computeInMonitor() {
        synchronized (monitor) {
            held.countDown();
            compute();
        }
    }

    public void computeInLock() {
        lock.lock();
        try {
            held.countDown();
            compute();
        } finally {
            lock.unlock();
        }
    }

    public void sleepInLock() {
        lock.lock();
        try {
            held.countDown();
            while (!ended) {
                Thread.sleep(10_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    public void wantMonitor() {
        synchronized (monitor) {
            ended |= Thread.currentThread().isInterrupted();
        }
    }

    public void wantLock() {
        lock.lock();
        lock.unlock();
    }

    private void compute() {
        while (!ended) {
            Thread.onSpinWait();
        }
    }
}
