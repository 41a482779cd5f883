package io.poolscope.probe;

import io.poolscope.bootstrap.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** 20,000 virtual threads that sleep, wait for futures and hand tasks to a pool, on one carrier. */
final class VirtualMain {
    private static final int THREADS = 20_000;

    private VirtualMain() {}

    public static void main(String[] args) throws Exception {
        if (Runtime.version().feature() < 21) {
            System.out.println("no virtual threads here");
            return;
        }
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        AtomicInteger sum = new AtomicInteger();
        AtomicInteger recorded = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(virtual.submit(() -> {
                Thread.sleep(1);
                int one = pool.submit(() -> 1).get();
                sum.addAndGet(one + CompletableFuture.supplyAsync(() -> 1, pool).join());
                if (Records.of(Thread.currentThread()) != null) {
                    recorded.incrementAndGet();
                }
                return null;
            }));
            if (i % 500 == 0) {
                io.poolscope.bootstrap.Hooks.grant(64);
            }
        }
        for (Future<?> future : all) {
            future.get(60, TimeUnit.SECONDS);
        }
        Check.equal(2 * THREADS, sum.get(), "every task ran once");
        Check.equal(0, recorded.get(), "virtual threads have no record");
        // A pool whose workers are virtual threads is left alone too.
        ThreadFactory factory = (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                .getMethod("factory")
                .invoke(Thread.class.getMethod("ofVirtual").invoke(null));
        ThreadPoolExecutor odd =
                new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        Check.that(odd.submit(() -> Records.of(Thread.currentThread())).get() == null, "no record");
        odd.shutdown();
        pool.shutdown();
        System.out.println("ok");
    }
}
