package io.poolscope.probe;

import io.poolscope.bootstrap.Records;
import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.jdk.Opening;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Probes that come and go, four times, while pools work: no task is lost, and old workers become known. */
final class LateMain {
    private LateMain() {}

    public static void main(String[] args) throws Throwable {
        Instrumentation instrumentation = TestAgent.instrumentation;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        ThreadPoolExecutor idle = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        Thread old = idle.submit(() -> Thread.currentThread()).get();
        ForkJoinPool forkJoin = new ForkJoinPool(2);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong begun = new AtomicLong();
        AtomicLong ended = new AtomicLong();
        Thread load = new Thread(() -> {
            while (!stop.get()) {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    begun.addAndGet(2);
                    all.add(pool.submit(ended::incrementAndGet));
                    all.add(CompletableFuture.runAsync(ended::incrementAndGet, forkJoin));
                }
                for (Future<?> future : all) {
                    get(future);
                }
            }
        });
        load.start();
        Opening.open(instrumentation);
        BootstrapClasses.define(TestAgent::classFile);
        for (int round = 0; round < 4; round++) {
            Woven.install(instrumentation, "");
            Check.equal("14 of 15 probes active; object-wait off", Woven.probing.summary(), "summary");
            CountDownLatch gate = new CountDownLatch(1);
            // The worker has been idle inside the old getTask: this task it takes unseen, the next is seen.
            idle.submit(() -> "unseen").get();
            Future<Boolean> task = idle.submit(() -> gate.await(60, TimeUnit.SECONDS));
            Check.eventually(
                    () -> {
                        WorkerRecord record = Records.of(old);
                        return record != null && record.task == task;
                    },
                    "an old worker becomes known");
            gate.countDown();
            task.get();
            Woven.probing.close();
        }
        stop.set(true);
        load.join();
        Check.that(begun.get() > 0, "there was load");
        Check.equal(begun.get(), ended.get(), "each task ran once");
        pool.shutdown();
        idle.shutdown();
        forkJoin.shutdown();
        System.out.println("ok");
    }

    private static void get(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw Check.fail("a task failed: " + e);
        }
    }
}
