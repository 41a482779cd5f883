package io.poolscope.probe;

import io.poolscope.bootstrap.Records;
import io.poolscope.bootstrap.TaskTimes;
import io.poolscope.bootstrap.WorkerRecord;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** With {@code timing=all}: every task has a queue wait and a run time. */
final class TimingMain {
    private TimingMain() {}

    public static void main(String[] args) throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        CountDownLatch gate = new CountDownLatch(1);
        WorkerRecord[] found = new WorkerRecord[1];
        pool.execute(() -> {
            found[0] = Records.of(Thread.currentThread());
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 99; i++) {
            pool.submit(() -> i());
        }
        Check.eventually(() -> found[0] != null, "runs");
        Thread.sleep(50);
        gate.countDown();
        WorkerRecord record = found[0];
        Check.eventually(() -> pool.getCompletedTaskCount() == 100 && record.task == null, "all done");
        TaskTimes times = record.times;
        Check.equal(100L, Arrays.stream(times.waits).sum(), "each task waited, the first too");
        Check.equal(100L, Arrays.stream(times.runs).sum(), "each task ran");
        Check.that(times.waitNanos >= 99 * 49_000_000L, "99 tasks waited for the gate: " + times.waitNanos);
        Check.that(times.runNanos >= 49_000_000L, "one task waited inside: " + times.runNanos);
        Check.equal(0L, times.startedAt, "idle");
        pool.shutdown();

        ForkJoinPool forkJoin = new ForkJoinPool(1);
        WorkerRecord[] worker = new WorkerRecord[1];
        for (int i = 0; i < 10; i++) {
            CompletableFuture.runAsync(() -> worker[0] = Records.of(Thread.currentThread()), forkJoin)
                    .join();
        }
        Check.eventually(() -> Arrays.stream(worker[0].times.runs).sum() == 10, "each asynchronous task ran");
        Check.equal(10L, Arrays.stream(worker[0].times.waits).sum(), "tasks from outside waited");
        forkJoin.shutdown();
        Check.equal(0, Woven.probing.lost().size(), "lost");
        System.out.println("ok");
    }

    private static int i() {
        return 1;
    }
}
