package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Incident 4, LOCK: a worker of {@code generic} holds the lock of a bulk processor and waits for a permit; the bulk that
 * has the permit failed, and its retry, which would give it back, stands in the queue of generic. All other workers want
 * the lock. poolscope must say who holds the lock and for what he waits, that all others stand behind him, and that the
 * queue, where the release may be, is not served; whose a permit is nobody knows, so nothing is proved.
 */
public final class BulkRetry {

    private static final int SIZE = 4;
    private static final ThreadPoolExecutor GENERIC =
            (ThreadPoolExecutor) Executors.newFixedThreadPool(SIZE, Threads.named("generic"));
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Semaphore CONCURRENT = new Semaphore(1);
    private static final CountDownLatch LOCKED = new CountDownLatch(1);

    private BulkRetry() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        // A bulk is on its way.
        CONCURRENT.acquire();
        GENERIC.execute(() -> flush());
        LOCKED.await();
        for (int i = 1; i < SIZE; i++) {
            GENERIC.execute(() -> add());
        }
        while (LOCK.getQueueLength() < SIZE - 1) {
            Thread.sleep(1);
        }
        // It failed: its retry gives the permit back.
        GENERIC.execute(() -> CONCURRENT.release());
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void flush() {
        LOCK.lock();
        try {
            LOCKED.countDown();
            Threads.Body send = () -> CONCURRENT.acquire(); // mark: permit
            send.runUnchecked();
        } finally {
            LOCK.unlock();
        }
    }

    private static void add() {
        LOCK.lock(); // mark: lock
        LOCK.unlock();
    }
}
