package workload;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

/**
 * No-op tasks: submitted while the worker is held, then run in one go, so that no operation parks and the two threads never
 * touch the queue at once.
 */
final class Execute {
    private static final int OPERATIONS = 2_000;
    private static final int BATCHES = 100;

    private Execute() {}

    static void run() throws Exception {
        try (Workers workers = new Workers("bench", 1)) {
            List<Thread> threads = List.of(Thread.currentThread(), workers.threads.get(0));
            Slices.measure("noop-execute", BATCHES * OPERATIONS, () -> {
                long sum = 0;
                for (int batch = 0; batch < BATCHES; batch++) {
                    sum += batch(workers.pool, threads);
                }
                return sum;
            });
        }
    }

    private static long batch(ExecutorService pool, List<Thread> threads) throws InterruptedException {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        pool.execute(() -> {
            held.countDown();
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        held.await();
        long before = Slices.cpu(threads);
        submit(pool, () -> {}, OPERATIONS);
        pool.execute(end::countDown);
        hold.countDown();
        end.await();
        return Slices.cpu(threads) - before;
    }

    private static void submit(ExecutorService pool, Runnable task, int times) {
        for (int i = 0; i < times; i++) {
            pool.execute(task);
        }
    }
}
