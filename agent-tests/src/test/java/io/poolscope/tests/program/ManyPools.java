package io.poolscope.tests.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One pool of each sort that the JDK has, some named, some not; on {@code go} it shuts most of them down. */
public final class ManyPools {

    private ManyPools() {}

    /** An application's own kind of pool. */
    static final class Tuned extends ThreadPoolExecutor {
        Tuned() {
            super(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), Threads.named("tuned"));
        }
    }

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        List<ExecutorService> pools = new ArrayList<>();
        pools.add(Executors.newFixedThreadPool(3, Threads.named("orders")));
        pools.add(Executors.newCachedThreadPool(Threads.named("growing")));
        pools.add(Executors.newSingleThreadExecutor(Threads.named("single")));
        pools.add(Executors.newScheduledThreadPool(2, Threads.named("timer")));
        pools.add(Executors.newSingleThreadScheduledExecutor(Threads.named("lone-timer")));
        pools.add(Executors.unconfigurableExecutorService(Executors.newFixedThreadPool(2, Threads.named("sealed"))));
        pools.add(new Tuned());
        pools.add(new ThreadPoolExecutor(
                1, 8, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), Threads.named("never-grows")));
        pools.add(new ThreadPoolExecutor(
                1, 8, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(16), Threads.named("bounded")));
        pools.add(new ForkJoinPool(
                2,
                pool -> {
                    var worker = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                    worker.setName("forks-" + worker.getPoolIndex());
                    return worker;
                },
                null,
                false));
        pools.add(ForkJoinPool.commonPool());
        Lifeline.awaitGo();
        pools.add(Executors.newFixedThreadPool(2)); // mark: nameless
        pools.add(Executors.newFixedThreadPool(4)); // mark: nameless too
        for (ExecutorService pool : pools) {
            Callable<String> task = () -> Thread.currentThread().getName();
            pool.submit(task).get();
        }
        Lifeline.say("all there");
        Thread.sleep(Long.parseLong(args[0]));
        Lifeline.say("shutting down");
        for (ExecutorService pool : pools) {
            pool.shutdown();
        }
        for (ExecutorService pool : pools) {
            if (pool != ForkJoinPool.commonPool() && !pool.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("did not end: " + pool);
            }
        }
        pools.clear();
        Lifeline.moment("all gone");
        Lifeline.stay();
    }
}
