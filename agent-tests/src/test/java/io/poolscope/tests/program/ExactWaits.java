package io.poolscope.tests.program;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * On {@code go}: exactly 250 waits of 5 ms and more on each of two lines, and a thousand looks at futures that are
 * complete already on two more. A helper that belongs to no pool completes each future 5 ms after its waiter stands.
 */
public final class ExactWaits {

    private static final int WAITS = 250;
    private static final LinkedBlockingQueue<Promise> PROMISES = new LinkedBlockingQueue<>();

    private ExactWaits() {}

    private record Promise(BooleanSupplier isAwaited, Runnable complete) {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ExecutorService pool = Executors.newFixedThreadPool(1, Threads.named("callers"));
        // The pool, its worker and the classes are there before the counting begins.
        Thread worker = pool.submit(Thread::currentThread).get();
        Threads.start("completer", () -> {
            while (true) {
                Promise promise = PROMISES.take();
                while (!promise.isAwaited().getAsBoolean() || worker.getState() != Thread.State.WAITING) {
                    Thread.sleep(1);
                }
                Thread.sleep(5);
                promise.complete().run();
            }
        });
        Lifeline.say("ready");
        Lifeline.awaitGo();
        pool.submit(() -> waits(worker)).get();
        Lifeline.moment("done");
        Lifeline.stay();
    }

    private static void waits(Thread worker) {
        try {
            for (int i = 0; i < WAITS; i++) {
                FutureTask<String> task = new FutureTask<>(() -> "done");
                PROMISES.put(new Promise(() -> LockSupport.getBlocker(worker) == task, task));
                get(task);
            }
            for (int i = 0; i < WAITS; i++) {
                CompletableFuture<String> future = new CompletableFuture<>();
                PROMISES.put(new Promise(() -> future.getNumberOfDependents() > 0, () -> future.complete("done")));
                join(future);
            }
            FutureTask<String> done = new FutureTask<>(() -> "done");
            done.run();
            for (int i = 0; i < 4 * WAITS; i++) {
                getDone(done);
                joinDone(CompletableFuture.completedFuture("done"));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void get(Future<String> future) throws Exception {
        future.get(); // mark: get
    }

    private static void join(CompletableFuture<String> future) {
        future.join(); // mark: join
    }

    private static void getDone(Future<String> future) throws Exception {
        future.get(); // mark: get of a done one
    }

    private static void joinDone(CompletableFuture<String> future) {
        future.join(); // mark: join of a done one
    }
}
