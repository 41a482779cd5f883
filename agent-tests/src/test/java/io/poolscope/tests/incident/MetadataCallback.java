package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Incident 21, SELF with one thread: what the store of metadata reads is completed on its one thread, and a callback that runs
 * there calls a method that reads more and waits. The answer comes by another thread, as a bare lambda. poolscope must say that
 * the only worker of the store waits, while what it does not get to stands in its own queue.
 */
public final class MetadataCallback {

    private static final ScheduledExecutorService STORE =
            Executors.newSingleThreadScheduledExecutor(Threads.named("metadata-store-6"));
    private static final ExecutorService ZOOKEEPER =
            Executors.newSingleThreadExecutor(Threads.named("zookeeper-event"));
    private static final CountDownLatch ANSWERS = new CountDownLatch(2);

    private MetadataCallback() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        get("/namespaces").thenAccept(namespaces -> policies());
        ANSWERS.await();
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void policies() {
        get("/policies").join(); // mark: policies
    }

    private static CompletableFuture<String> get(String path) {
        CompletableFuture<String> result = new CompletableFuture<>();
        ZOOKEEPER.execute(() -> {
            STORE.execute(() -> result.complete("data of " + path));
            ANSWERS.countDown();
        });
        return result;
    }
}
