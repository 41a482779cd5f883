package io.poolscope.tests.incident;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Incident 32, LOCK: a loader of an asynchronous Caffeine cache asks the cache for the key that it loads, and so waits for
 * itself. Two of them hold the two threads that load. poolscope must say that both wait for what they themselves run.
 */
public final class OwnLoad {

    private static final CountDownLatch BOTH = new CountDownLatch(2);
    private static final ThreadPoolExecutor LOADERS =
            (ThreadPoolExecutor) Executors.newFixedThreadPool(2, Threads.named("cache-loader"));
    private static final AsyncLoadingCache<String, String> CACHE =
            Caffeine.newBuilder().executor(LOADERS).buildAsync(OwnLoad::load);

    private OwnLoad() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        // It has gone well for a while.
        LOADERS.prestartAllCoreThreads();
        Thread.sleep(2_000);
        CACHE.get("users");
        CACHE.get("groups");
        BOTH.await();
        CACHE.get("roles");
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static String load(String key) {
        BOTH.countDown();
        Threads.await(BOTH);
        return "again " + CACHE.get(key).join(); // mark: own
    }
}
