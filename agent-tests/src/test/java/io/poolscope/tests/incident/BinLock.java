package io.poolscope.tests.incident;

import io.netty.channel.nio.NioEventLoopGroup;
import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Incident 22, LOCK and CROSS: a Netty thread computes an entry of a {@code ConcurrentHashMap} and waits, inside the
 * computation, for the store of metadata; the store's one thread wants the same entry. poolscope must say that the two wait
 * for each other: the store for the map's bin, which the Netty thread holds, and that one for a task of the store.
 */
public final class BinLock {

    private static final ExecutorService STORE = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.named("metadata-store"));
    private static final NioEventLoopGroup IO = new NioEventLoopGroup(2, Threads.named("pulsar-io"));
    private static final ConcurrentHashMap<String, String> TOPICS = new ConcurrentHashMap<>();
    private static final CountDownLatch COMPUTING = new CountDownLatch(1);

    private BinLock() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        IO.next().execute(() -> TOPICS.computeIfAbsent("orders", BinLock::load));
        COMPUTING.await();
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static String load(String topic) {
        CountDownLatch asking = new CountDownLatch(1);
        STORE.execute(() -> {
            asking.countDown();
            TOPICS.computeIfAbsent(topic, name -> "found by the store"); // mark: bin
        });
        Threads.await(asking);
        CompletableFuture<String> metadata = CompletableFuture.supplyAsync(() -> "metadata of " + topic, STORE);
        COMPUTING.countDown();
        return metadata.join(); // mark: metadata
    }
}
