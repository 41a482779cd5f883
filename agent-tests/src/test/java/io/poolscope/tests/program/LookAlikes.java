package io.poolscope.tests.program;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Pools that stand as a deadlocked one stands, and yet nothing proves that they stay so: each in a pool of its own, all
 * at once, for as long as the program runs.
 */
public final class LookAlikes {

    private LookAlikes() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        growable();
        timed();
        sleepingHelper();
        unknownCompleter();
        compensating();
        Lifeline.moment("standing");
        Lifeline.stay();
    }

    /** Every worker waits for a task of the same pool, and there is always one more worker to run it. */
    private static void growable() {
        ExecutorService pool =
                new ThreadPoolExecutor(1, 64, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), Threads.named("growable"));
        pool.execute(() -> nest(pool, 12));
    }

    private static void nest(ExecutorService pool, int depth) {
        call(() -> {
            if (depth == 0) {
                Thread.sleep(3_600_000);
            }
            pool.submit(() -> nest(pool, depth - 1)).get();
        });
    }

    /** It would be a deadlock, but every wait gives up after a while and comes back. */
    private static void timed() {
        ExecutorService pool = Executors.newFixedThreadPool(2, Threads.named("timed"));
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> call(() -> {
                Future<String> inner = pool.submit(() -> "late");
                while (true) {
                    try {
                        inner.get(1, TimeUnit.HOURS); // mark: timed
                    } catch (TimeoutException e) {
                        continue;
                    }
                }
            }));
        }
    }

    /** Both workers wait for tasks that run in another pool, whose worker only sleeps. */
    private static void sleepingHelper() {
        ExecutorService pool = Executors.newFixedThreadPool(2, Threads.named("waiting"));
        ExecutorService helpers = Executors.newFixedThreadPool(2, Threads.named("helper"));
        for (int i = 0; i < 2; i++) {
            Future<?> slow = helpers.submit(() -> call(() -> Thread.sleep(3_600_000)));
            pool.execute(() -> call(() -> slow.get())); // mark: sleeping helper
        }
        pool.execute(() -> {});
    }

    /** Nobody can know who completes a bare promise. */
    private static void unknownCompleter() {
        ExecutorService pool = Executors.newFixedThreadPool(2, Threads.named("promised"));
        for (int i = 0; i < 2; i++) {
            CompletableFuture<String> promise = new CompletableFuture<>();
            FutureTask<String> task = new FutureTask<>(() -> "whenever");
            Threads.start("completer", () -> {
                Lifeline.stay();
                promise.complete("whenever");
                task.run();
            });
            boolean first = i == 0;
            pool.execute(() -> call(() -> {
                if (first) {
                    promise.join(); // mark: promise
                } else {
                    task.get(); // mark: task
                }
            }));
        }
        pool.execute(() -> {});
    }

    /** Every worker joins, and for each the pool puts another worker in its place. */
    private static void compensating() throws InterruptedException {
        ForkJoinPool pool = new ForkJoinPool(2, LookAlikes::forks, null, false);
        CountDownLatch inside = new CountDownLatch(4);
        CompletableFuture<String> never = new CompletableFuture<>();
        for (int i = 0; i < 4; i++) {
            pool.execute(() -> {
                inside.countDown();
                never.join();
            });
        }
        inside.await();
    }

    private static ForkJoinWorkerThread forks(ForkJoinPool pool) {
        var worker = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
        worker.setName("forks-" + worker.getPoolIndex());
        return worker;
    }

    private static void call(Threads.Body body) {
        body.runUnchecked();
    }
}
