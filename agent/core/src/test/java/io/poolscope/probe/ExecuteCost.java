package io.poolscope.probe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * CPU time of one no-op task through a {@code ThreadPoolExecutor}, and of one {@code get} of a complete future. Run by
 * hand, in forks that alternate between with and without probes: CPU time does not care who else uses the machine.
 * {@code -Xms512m -Xmx512m -Xmn300m -XX:+AlwaysPreTouch} keeps the heap out of it; the agent option {@code none} is the
 * base line. Prints nanoseconds of CPU: execute, take and run, their sum, get.
 */
final class ExecuteCost {
    /** Tasks queued behind a closed gate and then drained, so that no hand-over wakes a thread. */
    private static final int TASKS = 200_000;

    private static final int SLICES = 30;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ExecuteCost() {}

    public static void main(String[] args) throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        double[] best = {1e9, 1e9, 1e9, 1e9};
        FutureTask<String> done = new FutureTask<>(() -> "done");
        done.run();
        for (int slice = 0; slice < SLICES; slice++) {
            CountDownLatch gate = new CountDownLatch(1);
            AtomicLong workerStart = new AtomicLong();
            FutureTask<Long> last = new FutureTask<>(() -> THREADS.getCurrentThreadCpuTime() - workerStart.get());
            pool.execute(() -> {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                workerStart.set(THREADS.getCurrentThreadCpuTime());
            });
            long before = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < TASKS; i++) {
                pool.execute(new Noop());
            }
            double execute = (THREADS.getCurrentThreadCpuTime() - before) / (double) TASKS;
            pool.execute(last);
            gate.countDown();
            double run = last.get() / (double) TASKS;
            before = THREADS.getCurrentThreadCpuTime();
            int hits = 0;
            for (int i = 0; i < 5_000_000; i++) {
                hits += done.get().length();
            }
            double get = (THREADS.getCurrentThreadCpuTime() - before) / 5e6 + (hits == 0 ? 1 : 0);
            double[] now = {execute, run, execute + run, get};
            for (int i = 0; i < now.length && slice > 5; i++) {
                best[i] = Math.min(best[i], now[i]);
            }
        }
        System.err.printf("execute %.1f run %.1f sum %.1f get %.2f%n", best[0], best[1], best[2], best[3]);
        pool.shutdown();
    }

    private static final class Noop implements Runnable {
        @Override
        public void run() {}
    }
}
