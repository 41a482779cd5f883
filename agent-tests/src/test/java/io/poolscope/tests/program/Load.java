package io.poolscope.tests.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** Keeps an executor busy without filling its queue. */
final class Load {

    private Load() {}

    /** So many callers, each of which hands over one task after the other, a few milliseconds after the one before ended. */
    static void of(int callers, Executor pool, Runnable task) {
        for (int i = 0; i < callers; i++) {
            Threads.start("caller-" + i, () -> {
                while (true) {
                    CountDownLatch done = new CountDownLatch(1);
                    pool.execute(() -> {
                        try {
                            task.run();
                        } finally {
                            done.countDown();
                        }
                    });
                    done.await();
                    Thread.sleep(5);
                }
            });
        }
    }
}
