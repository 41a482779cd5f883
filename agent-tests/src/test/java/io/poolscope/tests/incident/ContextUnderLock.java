package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Incident 10, LOCK and COMMON: {@code main} holds the lock of the singletons and joins what it gave to the common pool, whose
 * threads create contexts of clients and want the same lock. poolscope must say that the workers of the common pool wait for a
 * lock that main has, and that main waits for them.
 */
public final class ContextUnderLock {

    private static final Object SINGLETONS = new Object();

    private ContextUnderLock() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        CountDownLatch both = new CountDownLatch(2);
        Threads.start("watch", () -> {
            both.await();
            Lifeline.moment("there");
        });
        synchronized (SINGLETONS) {
            CompletableFuture<?>[] clients = {
                CompletableFuture.runAsync(() -> create(both)), CompletableFuture.runAsync(() -> create(both))
            };
            CompletableFuture.allOf(clients).join(); // mark: join
        }
    }

    private static void create(CountDownLatch both) {
        both.countDown();
        synchronized (SINGLETONS) { // mark: lock
            throw new IllegalStateException("the context is there");
        }
    }
}
