package io.poolscope.tests.program;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Two sources of one {@code allOf} fail at the same moment, again and again, and one of the two failures is read. */
public final class JoinedFailures {
    /** Enough for some of them to meet in the few instructions between a failure and the firing of what depends on it. */
    private static final int ROUNDS = 4_000;

    private JoinedFailures() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Lifeline.say("up");
        Lifeline.awaitGo();
        ExecutorService well = Executors.newFixedThreadPool(2, Threads.named("well"));
        for (int i = 0; i < ROUNDS; i++) {
            AtomicInteger ready = new AtomicInteger();
            CompletableFuture<?> all = CompletableFuture.allOf(failing(ready, well), failing(ready, well));
            all.exceptionally(thrown -> null).join();
            // What was read leaves the table of failures once a sample, and the table shall not fill.
            Thread.sleep(1);
        }
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(300);
        }
        Lifeline.moment("collected");
        Lifeline.stay();
    }

    private static CompletableFuture<?> failing(AtomicInteger ready, ExecutorService pool) {
        return CompletableFuture.runAsync(
                () -> {
                    ready.incrementAndGet();
                    while (ready.get() < 2) {
                        Thread.onSpinWait();
                    }
                    throw new IllegalArgumentException("no such order");
                },
                pool);
    }
}
