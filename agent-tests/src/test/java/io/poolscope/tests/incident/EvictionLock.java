package io.poolscope.tests.incident;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Incident 33, LOCK: a slow computation holds a bin of a Caffeine cache; a request evicts an entry of that bin and so waits
 * for it with the cache's eviction lock in its hands; the other requests fill the cache's write buffer and then want the
 * eviction lock. poolscope must say that they wait for that lock, that its holder waits for the bin, and who holds the bin.
 */
public final class EvictionLock {

    private static final int SIZE = 8;
    private static final ExecutorService REQUESTS = Executors.newFixedThreadPool(SIZE, Threads.named("XNIO-2 task"));
    private static final ExecutorService LOADER = Executors.newFixedThreadPool(1, Threads.named("loader"));
    private static final CountDownLatch COMPUTING = new CountDownLatch(1);
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static final AtomicInteger PUTS = new AtomicInteger();

    private EvictionLock() {}

    /** A key whose bin is chosen. */
    private record Key(String name, int bin) {
        @Override
        public int hashCode() {
            return bin;
        }
    }

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        // Large enough from the beginning: a table that grows would wait for the bin as well.
        Cache<Key, String> cache = Caffeine.newBuilder()
                .initialCapacity(1 << 14)
                .expireAfterWrite(Duration.ofMillis(100))
                .executor(Runnable::run)
                .build();
        cache.put(new Key("old", 1), "expires");
        LOADER.execute(() -> cache.asMap().compute(new Key("slow", 1), (key, none) -> compute(key)));
        COMPUTING.await();
        Thread.sleep(200);
        for (int i = 0; i < SIZE; i++) {
            REQUESTS.execute(() -> requests(cache));
        }
        int before = -1;
        for (int now = 0; before != now; now = PUTS.get()) {
            before = now;
            Thread.sleep(1_000);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static String compute(Key key) {
        COMPUTING.countDown();
        Threads.Body slow = () -> NEVER.await(); // mark: compute
        slow.runUnchecked();
        return "value of " + key;
    }

    private static void requests(Cache<Key, String> cache) {
        while (true) {
            int n = PUTS.incrementAndGet();
            cache.put(new Key("request " + n, 2 * (1 + n % 1_000)), "value"); // mark: put
        }
    }
}
