package io.poolscope.tests.incident;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CountDownLatch;
import org.jboss.threads.EnhancedQueueExecutor;

/**
 * Incident 31, SELF: requests run on Quarkus' executor and wait for a cache, and the cache loads on that same executor.
 * poolscope must say that all of its workers wait for loads that are queued behind them.
 */
public final class CacheLoadsOnCallers {

    private static final int SIZE = 4;
    private static final CountDownLatch INSIDE = new CountDownLatch(SIZE);

    private CacheLoadsOnCallers() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        EnhancedQueueExecutor executor = new EnhancedQueueExecutor.Builder()
                .setCorePoolSize(SIZE)
                .setMaximumPoolSize(SIZE)
                .setThreadFactory(Threads.named("executor-thread"))
                .build();
        AsyncLoadingCache<Integer, String> cache =
                Caffeine.newBuilder().executor(executor).buildAsync(key -> "value of " + key);
        for (int i = 0; i < SIZE; i++) {
            int key = i;
            executor.execute(() -> request(cache, key));
        }
        while (executor.getQueueSize() < SIZE) {
            Thread.sleep(1);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void request(AsyncLoadingCache<Integer, String> cache, int key) {
        INSIDE.countDown();
        Threads.await(INSIDE);
        cache.get(key).join(); // mark: request
    }
}
