package io.poolscope.tests.program;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Pools that move, but are not well. The argument says in which way. */
public final class IllPools {

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private IllPools() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        switch (args[0]) {
            case "starvation" -> starvation();
            case "blocking-wait" -> blockingWait();
            case "lock-held" -> lockHeld();
            case "slow-queue" -> slowQueue();
            case "rejected" -> rejected();
            case "hazard" -> hazard();
            default -> throw new IllegalArgumentException(args[0]);
        }
        Lifeline.moment("ill");
        Lifeline.stay();
    }

    /** Three of four workers wait for something outside, the fourth sleeps long; twenty tasks wait behind them. */
    static void starvation() {
        ExecutorService pool = Executors.newFixedThreadPool(4, Threads.named("checkout"));
        for (int i = 0; i < 4; i++) {
            boolean sleeper = i == 0;
            pool.execute(() -> call(() -> {
                if (sleeper) {
                    Thread.sleep(3_600_000);
                } else {
                    NEVER.await(); // mark: starvation
                }
            }));
        }
        for (int i = 0; i < 20; i++) {
            pool.execute(() -> {});
        }
    }

    /** Four workers do nothing but wait for another pool's answers, and nothing queues. */
    private static void blockingWait() {
        ExecutorService pool = Executors.newFixedThreadPool(5, Threads.named("web"));
        ExecutorService backend = Executors.newFixedThreadPool(4, Threads.named("backend"));
        for (int i = 0; i < 4; i++) {
            pool.execute(() -> call(() -> {
                while (true) {
                    CompletableFuture.runAsync(() -> call(() -> Thread.sleep(30)), backend)
                            .join(); // mark: blocking-wait
                }
            }));
        }
    }

    /** One worker waits for another pool while it holds a lock that two others want; a fourth has nothing to do. */
    private static void lockHeld() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(4, Threads.named("ledger"));
        ExecutorService backend = Executors.newFixedThreadPool(2, Threads.named("backend"));
        Object ledger = new Object();
        CountDownLatch held = new CountDownLatch(1);
        pool.execute(() -> call(() -> {
            synchronized (ledger) {
                held.countDown();
                while (true) {
                    backend.submit(() -> call(() -> Thread.sleep(2_000))).get(); // mark: lock-held
                }
            }
        }));
        held.await();
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                synchronized (ledger) {
                    throw new IllegalStateException("nobody gave it up");
                }
            });
        }
        ((ThreadPoolExecutor) pool).prestartAllCoreThreads();
    }

    /** One worker computes, 100 ms a task, with about thirty tasks always in its queue. */
    private static void slowQueue() {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(1, Threads.named("reports"));
        Threads.start("submitter", () -> {
            while (true) {
                while (pool.getQueue().size() < 30) {
                    pool.execute(() -> compute(100));
                }
                Thread.sleep(20);
            }
        });
    }

    /** One worker and a queue of one; the submitter goes on as if nothing had happened. */
    private static void rejected() {
        ExecutorService pool =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(1), Threads.named("mail"));
        pool.execute(() -> call(NEVER::await));
        pool.execute(() -> {});
        Lifeline.say("full");
        call(Lifeline::awaitGo);
        AtomicBoolean refused = new AtomicBoolean();
        for (int i = 0; i < 7; i++) {
            try {
                pool.execute(() -> {}); // mark: rejected
            } catch (RejectedExecutionException e) {
                refused.set(true);
            }
        }
        if (!refused.get()) {
            throw new IllegalStateException("nothing was refused");
        }
    }

    /** Tasks wait for tasks of their own pool, which goes well as long as workers are to spare. */
    private static void hazard() {
        ExecutorService pool = Executors.newFixedThreadPool(6, Threads.named("nested"));
        ((ThreadPoolExecutor) pool).prestartAllCoreThreads();
        call(Lifeline::awaitGo);
        Threads.start("submitter", () -> {
            while (true) {
                Callable<String> inner = () -> {
                    Thread.sleep(20);
                    return "done";
                };
                pool.submit(() -> pool.submit(inner).get()).get(); // mark: hazard
                Thread.sleep(200);
            }
        });
    }

    private static void compute(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void call(Threads.Body body) {
        body.runUnchecked();
    }
}
