package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Incident 19, LOCK and DROWN: one worker holds the lock of a cache while it reads from a storage that is slow to answer, the
 * others wait for the lock. poolscope must say who holds it and where he reads, and how many stand behind him; it is only
 * slow, so it must not be called a deadlock.
 */
public final class CacheLock {

    private static final int SIZE = 8;
    private static final ExecutorService QUERIES =
            Executors.newFixedThreadPool(SIZE, Threads.named("dispatcher-query"));
    private static final ReentrantLock CACHE = new ReentrantLock();
    private static final CountDownLatch LOADING = new CountDownLatch(1);

    private CacheLock() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ServerSocket storage = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        QUERIES.execute(() -> load(storage.getLocalPort()));
        LOADING.await();
        for (int i = 0; i < 2 * SIZE; i++) {
            QUERIES.execute(() -> look());
        }
        while (CACHE.getQueueLength() < SIZE - 1) {
            Thread.sleep(1);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void load(int storage) {
        CACHE.lock();
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), storage)) {
            LOADING.countDown();
            connection.getInputStream().read(); // mark: read
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            CACHE.unlock();
        }
    }

    private static void look() {
        CACHE.lock(); // mark: lock
        CACHE.unlock();
    }
}
