package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.IntStream;

/**
 * Incident 17, SELF: statistics of partitions are read in parallel, and within each partition those of batches of columns, on
 * the same fixed pool. poolscope must say that all workers run partitions, and wait for batches that are queued behind them.
 */
public final class NestedStatistics {

    private static final int SIZE = 4;
    private static final int BATCHES = 2;
    private static final ThreadPoolExecutor GLUE =
            (ThreadPoolExecutor) Executors.newFixedThreadPool(SIZE, Threads.named("hive-glue-statistics"));
    private static final CountDownLatch INSIDE = new CountDownLatch(SIZE);

    private NestedStatistics() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        runParallel(2 * SIZE, NestedStatistics::partition);
        while (GLUE.getQueue().size() < SIZE + SIZE * BATCHES) {
            Thread.sleep(1);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void partition() {
        INSIDE.countDown();
        Threads.await(INSIDE);
        runParallel(BATCHES, () -> {}).join(); // mark: partition
    }

    private static CompletableFuture<Void> runParallel(int parts, Runnable part) {
        return CompletableFuture.allOf(IntStream.range(0, parts)
                .mapToObj(i -> CompletableFuture.runAsync(part, GLUE))
                .toArray(CompletableFuture<?>[]::new));
    }
}
