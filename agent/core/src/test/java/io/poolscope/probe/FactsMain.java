package io.poolscope.probe;

import io.poolscope.bootstrap.PoolRecord;
import io.poolscope.bootstrap.Records;
import io.poolscope.bootstrap.Stamp;
import io.poolscope.bootstrap.Trace;
import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.jdk.JdkCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Checks in a JVM with default probes what each of them tells. Prints {@code ok} for each. */
final class FactsMain {
    private FactsMain() {}

    public static void main(String[] args) throws Exception {
        Check.equal("14 of 15 probes active; object-wait off", Woven.probing.summary(), "summary");
        exactFutureWaits();
        completeFuturesCostNothing();
        completableFutureWaits();
        taskOfWorker();
        asyncTask();
        forkJoin();
        rejections();
        failures();
        creationAndSubmission();
        Check.that(Woven.probing.completeSelfTest(), "the second half of the self-test has run");
        Check.equal("14 of 15 probes active; object-wait off", Woven.probing.summary(), "summary");
        Check.equal(0, Woven.probing.lost().size(), "lost");
        Check.equal(null, JdkCheck.news(), "what this JDK lacks of what the table says");
    }

    private static ThreadPoolExecutor pool(int size) {
        return new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    private static WorkerRecord record(ThreadPoolExecutor pool) throws Exception {
        return pool.submit(() -> Records.of(Thread.currentThread())).get();
    }

    /** 250 waits of 5 ms each, from a brand-new pool. */
    private static void exactFutureWaits() throws Exception {
        ThreadPoolExecutor waiting = pool(5);
        ThreadPoolExecutor serving = pool(5);
        CountDownLatch begun = new CountDownLatch(5);
        List<Future<WorkerRecord>> all = new ArrayList<>();
        long before = System.nanoTime();
        for (int worker = 0; worker < 5; worker++) {
            all.add(waiting.submit(() -> {
                begun.countDown();
                begun.await();
                WorkerRecord mine = Records.of(Thread.currentThread());
                for (int i = 0; i < 50; i++) {
                    serving.submit(() -> {
                                // However slow the machine: the five milliseconds begin when the wait has begun.
                                Check.eventually(() -> mine.awaited != null, "waits");
                                Thread.sleep(5);
                                return true;
                            })
                            .get();
                }
                return Records.of(Thread.currentThread());
            }));
        }
        long count = 0;
        long nanos = 0;
        long traces = 0;
        for (Future<WorkerRecord> future : all) {
            WorkerRecord record = future.get();
            count += record.futureWaits;
            nanos += record.futureWaitNanos;
            traces += record.written;
            Check.that(record.awaited == null && record.waitSince == 0, "no wait is open");
            Check.equal(WorkerRecord.FUTURE, record.traceKinds[0], "kind");
            Check.that(contains(record.traces[0], "FactsMain"), "the stack shows the application");
        }
        long elapsed = System.nanoTime() - before;
        Check.equal(250L, count, "waits");
        Check.that(nanos >= 250 * 4_900_000L && nanos <= 5 * elapsed, "total time " + nanos);
        Check.equal(250L, traces, "waits over a millisecond leave a stack");
        waiting.shutdown();
        serving.shutdown();
        System.out.println("ok future waits");
    }

    private static void completeFuturesCostNothing() throws Exception {
        ThreadPoolExecutor pool = pool(1);
        FutureTask<String> done = new FutureTask<>(() -> "done");
        done.run();
        CompletableFuture<String> completed = CompletableFuture.completedFuture("done");
        WorkerRecord record = pool.submit(() -> {
                    for (int i = 0; i < 1000; i++) {
                        done.get();
                        completed.join();
                        completed.get(1, TimeUnit.SECONDS);
                    }
                    return Records.of(Thread.currentThread());
                })
                .get();
        Check.equal(0L, record.futureWaits, "complete futures are no waits");
        pool.shutdown();
        System.out.println("ok complete futures");
    }

    private static void completableFutureWaits() throws Exception {
        ThreadPoolExecutor pool = pool(1);
        WorkerRecord record = record(pool);
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        Future<?> task = pool.submit(() -> {
            first.join();
            return second.get(60, TimeUnit.SECONDS);
        });
        Check.eventually(() -> record.awaited == first && record.waitSince != 0, "join is seen");
        Check.that(record.task == task, "the task is the one that waits");
        first.complete("");
        Check.eventually(() -> record.awaited == second, "get with a limit is seen");
        second.complete("");
        task.get();
        Check.equal(2L, record.futureWaits, "waits");
        pool.shutdown();
        System.out.println("ok CompletableFuture waits");
    }

    private static void taskOfWorker() throws Exception {
        ThreadPoolExecutor pool = pool(1);
        CountDownLatch gate = new CountDownLatch(1);
        Thread[] worker = new Thread[1];
        Runnable first = () -> {
            worker[0] = Thread.currentThread();
            await(gate);
        };
        pool.execute(first);
        Check.eventually(() -> worker[0] != null, "first task runs");
        WorkerRecord record = Records.of(worker[0]);
        Check.that(record.task == first, "the first task of a new worker");
        CountDownLatch second = new CountDownLatch(1);
        Runnable next = () -> await(second);
        pool.execute(next);
        gate.countDown();
        Check.eventually(() -> record.task == next, "the next task");
        second.countDown();
        Check.eventually(() -> record.task == null, "an idle worker keeps no task alive");
        pool.execute(() -> {
            throw new IllegalStateException("expected by the test");
        });
        Check.eventually(() -> !record.thread.isAlive(), "the worker dies");
        Check.that(record.task == null && record.failed == 1, "a dead worker keeps no task, and failed once");
        pool.shutdown();
        System.out.println("ok task");
    }

    private static void asyncTask() throws Exception {
        ThreadPoolExecutor pool = pool(1);
        WorkerRecord record = record(pool);
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Void> future = CompletableFuture.runAsync(() -> await(gate), pool);
        Check.eventually(() -> record.completes == future, "runAsync");
        Check.that(record.function != null && record.function.getName().contains("FactsMain"), "what it calls");
        gate.countDown();
        future.join();
        Check.eventually(() -> record.completes == null && record.task == null, "end of runAsync");
        Check.that(record.function == null, "a worker that is done keeps no class alive");
        pool.shutdown();
        System.out.println("ok async task");
    }

    private static void forkJoin() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(2);
        CountDownLatch gate = new CountDownLatch(1);
        Thread[] worker = new Thread[1];
        CompletableFuture<Void> future = CompletableFuture.runAsync(
                () -> {
                    worker[0] = Thread.currentThread();
                    await(gate);
                },
                pool);
        Check.eventually(() -> worker[0] != null, "runs");
        WorkerRecord record = Records.of(worker[0]);
        Check.that(record.completes == future, "what it completes");
        Check.that(record.task != null && record.task.getClass().getName().endsWith("AsyncRun"), "its task");
        Class<?> outer = record.function;
        Check.that(outer != null && outer.getName().contains("FactsMain"), "what it calls");
        gate.countDown();
        Check.eventually(() -> record.task == null && record.completes == null, "idle again");
        nestedAsync(pool);
        PoolRecord created = Records.pool(pool);
        Check.that(created != null && contains(created.createdAt, "FactsMain"), "where it was made");
        pool.shutdown();
        System.out.println("ok fork-join");
    }

    /** A task that runs inside another, on one thread: after it the outer one's function is told again. */
    private static void nestedAsync(ForkJoinPool pool) throws Exception {
        List<Runnable> inner = new ArrayList<>();
        CompletableFuture.runAsync(() -> {}, inner::add);
        Class<?>[] seen = new Class<?>[2];
        CompletableFuture.runAsync(
                        () -> {
                            WorkerRecord record = Records.of(Thread.currentThread());
                            seen[0] = record.function;
                            inner.get(0).run();
                            seen[1] = record.function;
                        },
                        pool)
                .join();
        Check.that(seen[0] != null && seen[0] == seen[1], "the outer function after the inner one");
    }

    private static void rejections() {
        ThreadPoolExecutor pool = pool(1);
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        pool.shutdown();
        for (int i = 0; i < 1000; i++) {
            pool.execute(() -> {});
        }
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.AbortPolicy());
        try {
            pool.execute(() -> {});
            throw Check.fail("not rejected");
        } catch (RejectedExecutionException expected) {
            Check.equal(1001L, Records.pool(pool).rejected(), "rejections");
        }
        System.out.println("ok rejected");
    }

    private static void failures() throws Exception {
        ThreadPoolExecutor pool = pool(1);
        WorkerRecord record = record(pool);
        Callable<String> fails = () -> {
            throw new IllegalStateException("expected by the test");
        };
        try {
            pool.submit(fails).get();
            throw Check.fail("no exception");
        } catch (java.util.concurrent.ExecutionException expected) {
            Check.equal(1L, record.failed, "FutureTask");
        }
        CompletableFuture<Object> future = CompletableFuture.supplyAsync(
                () -> {
                    throw new IllegalStateException("expected by the test");
                },
                pool);
        CompletableFuture<Object> chained = future.thenApply(x -> x).thenApply(x -> x);
        try {
            chained.join();
            throw Check.fail("no exception");
        } catch (java.util.concurrent.CompletionException expected) {
            Check.equal(2L, record.failed, "a chain counts its one failure once");
        }
        pool.submit(() -> "").get();
        Check.equal(2L, record.failed, "a good task does not count");
        pool.shutdown();
        System.out.println("ok failed");
    }

    private static void creationAndSubmission() throws Exception {
        io.poolscope.bootstrap.Hooks.grant(64);
        Stamp[] stamps = new Stamp[1024];
        Records.drain(stamps);
        ThreadPoolExecutor pool = pool(1);
        ScheduledThreadPoolExecutor scheduled = new ScheduledThreadPoolExecutor(1);
        ForkJoinPool forkJoin = new ForkJoinPool(1);
        Check.that(contains(Records.pool(pool).createdAt, "FactsMain"), "where the pool was made");
        Check.that(contains(Records.pool(scheduled).createdAt, "FactsMain"), "where the scheduler was made");
        Future<?> task = pool.submit(() -> "");
        Future<?> later = scheduled.schedule(() -> "", 1, TimeUnit.MILLISECONDS);
        CompletableFuture<String> async = CompletableFuture.supplyAsync(() -> "", forkJoin);
        task.get();
        later.get();
        async.get();
        int count = Records.drain(stamps);
        List<Stamp> mine = Arrays.asList(stamps).subList(0, count);
        Check.that(mine.stream().anyMatch(s -> s.pool == pool && s.task == task && sited(s)), "submit to a pool");
        Check.equal(
                1L,
                mine.stream()
                        .filter(s -> s.pool == scheduled && s.task == later && sited(s))
                        .count(),
                "schedule");
        Check.that(mine.stream().anyMatch(s -> s.pool == forkJoin && sited(s)), "supplyAsync to a fork-join pool");
        io.poolscope.bootstrap.Hooks.grant(2);
        for (int i = 0; i < 100; i++) {
            pool.execute(() -> {});
        }
        Check.equal(2, Records.drain(stamps), "stamps within the budget");
        pool.shutdown();
        scheduled.shutdown();
        forkJoin.shutdown();
        System.out.println("ok creation and submission");
    }

    private static boolean sited(Stamp stamp) {
        return stamp.kind == Stamp.SUBMITTED && contains(stamp.trace, "creationAndSubmission");
    }

    private static boolean contains(Trace trace, String text) {
        return trace != null && Arrays.toString(trace.getStackTrace()).contains(text);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
