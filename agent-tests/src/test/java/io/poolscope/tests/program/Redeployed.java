package io.poolscope.tests.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An application in a container: works with pools, tasks, waits and exceptions of its own classes, and ends. */
public final class Redeployed implements Runnable {

    private static final class Own extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void run() {
        try {
            work();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void work() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2, Threads.named("deployed"));
        ExecutorService other = Executors.newFixedThreadPool(2, Threads.named("deployed-other"));
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(pool.submit(() -> other.submit(() -> {
                        Thread.sleep(2);
                        return 1;
                    })
                    .get()));
            all.add(CompletableFuture.runAsync(
                            () -> {
                                throw new Own();
                            },
                            other)
                    .exceptionally(e -> null));
        }
        for (int i = 0; i < 20; i++) {
            CompletableFuture.runAsync(
                    () -> {
                        throw new Own(); // nobody reads it
                    },
                    other);
        }
        for (Future<?> one : all) {
            one.get();
        }
        ThreadPoolExecutor full = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), Threads.named("deployed-full"));
        for (int i = 0; i < 5; i++) {
            try {
                full.execute(() -> Threads.await(new CountDownLatch(1)));
            } catch (RejectedExecutionException e) {
                continue;
            }
        }
        for (ExecutorService one : List.of(pool, other, full)) {
            one.shutdownNow();
            one.awaitTermination(30, TimeUnit.SECONDS);
        }
    }
}
