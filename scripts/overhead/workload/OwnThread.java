package workload;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/** What poolscope's own thread costs beside 20 pools, half of whose threads are blocked in tasks; or beside none. */
final class OwnThread {
    private static final int POOLS = 20;
    /** Past the start's work, and the CPU that is granted for it. */
    private static final long START_MS = 120_000;

    private static final long LOOK_MS = 60_000;

    private OwnThread() {}

    static void run(int threads) throws Exception {
        for (int p = 0; p < POOLS && threads > 0; p++) {
            ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(threads / POOLS);
            pool.prestartAllCoreThreads();
            for (int i = 0; i < threads / POOLS / 2; i++) {
                pool.execute(OwnThread::block);
            }
        }
        Thread.sleep(START_MS);
        long id = poolscope();
        long before = Slices.cpu(id);
        long from = System.nanoTime();
        Thread.sleep(LOOK_MS);
        System.out.printf(
                "own-thread-percent-of-a-core %.4f%n", 100.0 * (Slices.cpu(id) - before) / (System.nanoTime() - from));
    }

    private static void block() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long poolscope() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("poolscope")) {
                return thread.getId();
            }
        }
        throw new IllegalStateException("no thread named poolscope");
    }
}
