package io.poolscope.tests.hotpath;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes an operation allocates on the caller's thread and on the worker's, as the JVM counts them: to the byte, and
 * each operation by itself. What could go in two ways does not: the next operation begins when the workers wait for it, and a
 * result comes when its caller waits for it. So an operation allocates the same each time, and the median is no estimate; it
 * only leaves out the few whose submission or wait is looked at closer, which are so many a second and not so many a task.
 */
final class Allocations {

    /** Before the first that counts: classes are loaded, tables grown. */
    private static final int SETTLING = 100;

    private static final int OPERATIONS = 400;

    private static final ThreadMXBean JVM = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Tasks that have run. One worker writes at a time. */
    private static volatile int ran;

    private static volatile @Nullable Object result;

    private static final Runnable TASK = Allocations::oneMore;

    private Allocations() {}

    /** An operation, and how its caller knows that its task has run. */
    private interface Operation {
        void run() throws Exception;
    }

    /** Makes daemon threads, and knows the last of them. */
    private static final class Threads implements ThreadFactory {
        private @Nullable Thread last;

        @Override
        public Thread newThread(Runnable target) {
            Thread thread = new Thread(target, "worker");
            thread.setDaemon(true);
            last = thread;
            return thread;
        }

        Thread worker() {
            Thread worker = last;
            if (worker == null) {
                throw new IllegalStateException("the pool has no worker");
            }
            return worker;
        }
    }

    static void print() throws Exception {
        Threads one = new Threads();
        Threads two = new Threads();
        ExecutorService pool = Executors.newFixedThreadPool(1, one);
        ExecutorService callers = Executors.newFixedThreadPool(1, two);
        runs(() -> pool.execute(TASK));
        runs(() -> callers.execute(TASK));
        Thread worker = one.worker();
        Thread caller = two.worker();

        measure("execute of a task that does nothing", () -> runs(() -> pool.execute(TASK)), worker);
        FutureTask<String> task = new FutureTask<>(() -> "done");
        task.run();
        measure("get of a completed FutureTask", () -> result = task.get());
        CompletableFuture<String> done = CompletableFuture.completedFuture("done");
        measure("get of a completed CompletableFuture", () -> result = done.get());
        measure("join of a completed CompletableFuture", () -> result = done.join());
        measure("submit and get", () -> submitAndGet(pool), worker);
        measure(
                "submit and get, in a task",
                () -> runs(() -> callers.execute(() -> {
                    submitAndGet(pool);
                    oneMore();
                })),
                caller,
                worker);
        measure("a stage on a stage", Allocations::stages);
        measure("supplyAsync and join", () -> supplyAndJoin(pool), worker);
        measure(
                "supplyAsync and join, in a task",
                () -> runs(() -> callers.execute(() -> {
                    supplyAndJoin(pool);
                    oneMore();
                })),
                caller,
                worker);
        scheduled();
        forkJoin();
    }

    private static void scheduled() throws Exception {
        Threads threads = new Threads();
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(1, threads);
        runs(() -> clock.schedule(TASK, 0, TimeUnit.NANOSECONDS));
        measure("schedule for now", () -> runs(() -> clock.schedule(TASK, 0, TimeUnit.NANOSECONDS)), threads.worker());
    }

    private static void forkJoin() throws Exception {
        Thread[] worker = new Thread[1];
        ForkJoinPool pool = new ForkJoinPool(1);
        runs(() -> pool.execute(() -> {
            worker[0] = Thread.currentThread();
            oneMore();
        }));
        measure("a fork-join task", () -> runs(() -> pool.execute(new Recursion(0))), worker[0]);
        measure("a fork-join task of many", () -> runs(() -> pool.execute(new Recursion(6))), worker[0]);
        measure("a task in a fork-join pool", () -> runs(() -> pool.execute(TASK)), worker[0]);
    }

    private static void measure(String what, Operation operation, Thread... workers) throws Exception {
        long[][] bytes = new long[1 + workers.length][OPERATIONS];
        for (int i = -SETTLING; i < OPERATIONS; i++) {
            settle(workers);
            for (int j = 0; j < workers.length && i >= 0; j++) {
                bytes[1 + j][i] = -allocated(workers[j]);
            }
            long before = allocated(Thread.currentThread());
            operation.run();
            long own = allocated(Thread.currentThread()) - before;
            settle(workers);
            for (int j = 0; j < workers.length && i >= 0; j++) {
                bytes[1 + j][i] += allocated(workers[j]);
            }
            if (i >= 0) {
                bytes[0][i] = own;
            }
        }
        StringBuilder line = new StringBuilder("bytes ").append(what).append(':');
        for (long[] each : bytes) {
            Arrays.sort(each);
            line.append(' ').append(each[OPERATIONS / 2]);
        }
        System.out.println(line);
    }

    /** Exact for the current thread, and for one that waits. */
    private static long allocated(Thread thread) {
        return JVM.getThreadAllocatedBytes(thread.getId());
    }

    private static void oneMore() {
        ran = ran + 1; // only one task runs at a time
    }

    private static void runs(Operation operation) throws Exception {
        int before = ran;
        operation.run();
        while (ran == before) {
            Thread.yield();
        }
    }

    private static void settle(Thread... workers) {
        for (Thread worker : workers) {
            awaitWaiting(worker);
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.yield();
        }
    }

    private static void submitAndGet(ExecutorService pool) {
        Thread caller = Thread.currentThread();
        Future<?> future = pool.submit(() -> awaitWaiting(caller));
        try {
            result = future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void supplyAndJoin(ExecutorService pool) {
        Thread caller = Thread.currentThread();
        Supplier<String> supplier = () -> {
            awaitWaiting(caller);
            return "done";
        };
        result = CompletableFuture.supplyAsync(supplier, pool).join();
    }

    private static void stages() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<Integer> stage = source.thenApply(String::length)
                .thenCombine(source, (length, text) -> length)
                .whenComplete((length, thrown) -> {});
        source.complete("done");
        result = stage.join();
    }

    /** Forks and joins a tree of tasks on the worker that runs it. */
    private static final class Recursion extends RecursiveAction {
        private final int depth;

        Recursion(int depth) {
            this.depth = depth;
        }

        @Override
        protected void compute() {
            if (depth > 0) {
                new Sum(depth).invoke();
            }
            oneMore();
        }
    }

    private static final class Sum extends RecursiveTask<Boolean> {
        private final int depth;

        Sum(int depth) {
            this.depth = depth;
        }

        @Override
        protected Boolean compute() {
            if (depth == 0) {
                return true;
            }
            Sum left = new Sum(depth - 1);
            left.fork();
            return new Sum(depth - 1).compute() && left.join();
        }
    }
}
