package io.poolscope.tests.program;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * On {@code go}: 40 slow waits at each of two lines of a pool (fewer a second than poolscope reads stacks), a thousand
 * looks at futures that are complete already, then 250 waits as fast as they go at one line of a second pool and 250 at
 * one of a third. Each takes 5 ms and more: a helper that belongs to no pool completes a future 5 ms after its waiter
 * stands.
 */
public final class ExactWaits {

    private static final int FAST = 250;
    private static final int SLOW = 40;
    private static final LinkedBlockingQueue<Promise> PROMISES = new LinkedBlockingQueue<>();

    private ExactWaits() {}

    private record Promise(Thread waiter, BooleanSupplier isAwaited, Runnable complete) {}

    private record Caller(ExecutorService pool, Thread worker) {
        static Caller of(String name) throws Exception {
            ExecutorService pool = Executors.newFixedThreadPool(1, Threads.named(name));
            // The pool, its worker and the classes are there before the counting begins.
            return new Caller(pool, pool.submit(Thread::currentThread).get());
        }

        void call(Callable<?> body) throws Exception {
            pool.submit(body).get();
        }

        FutureTask<String> task() throws InterruptedException {
            FutureTask<String> task = new FutureTask<>(() -> "done");
            PROMISES.put(new Promise(worker, () -> LockSupport.getBlocker(worker) == task, task));
            return task;
        }

        CompletableFuture<String> future() throws InterruptedException {
            CompletableFuture<String> future = new CompletableFuture<>();
            PROMISES.put(new Promise(worker, () -> future.getNumberOfDependents() > 0, () -> future.complete("done")));
            return future;
        }
    }

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Caller getters = Caller.of("getters");
        Caller joiners = Caller.of("joiners");
        Caller mixed = Caller.of("mixed");
        Threads.start("completer", () -> {
            while (true) {
                Promise promise = PROMISES.take();
                while (!promise.isAwaited().getAsBoolean() || promise.waiter().getState() != Thread.State.WAITING) {
                    Thread.sleep(1);
                }
                Thread.sleep(5);
                promise.complete().run();
            }
        });
        Lifeline.say("ready");
        Lifeline.awaitGo();
        mixed.call(() -> {
            for (int i = 0; i < SLOW; i++) {
                get(mixed.task());
                join(mixed.future());
                Thread.sleep(30); // mark: pause
            }
            FutureTask<String> done = new FutureTask<>(() -> "done");
            done.run();
            for (int i = 0; i < 1_000; i++) {
                getDone(done);
                joinDone(CompletableFuture.completedFuture("done"));
            }
            return null;
        });
        getters.call(() -> {
            for (int i = 0; i < FAST; i++) {
                get(getters.task());
            }
            return null;
        });
        joiners.call(() -> {
            for (int i = 0; i < FAST; i++) {
                join(joiners.future());
            }
            return null;
        });
        Lifeline.moment("done");
        Lifeline.stay();
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
