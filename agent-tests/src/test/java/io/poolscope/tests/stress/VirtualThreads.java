package io.poolscope.tests.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Virtual threads, from 21 on. By reflection, since this is compiled for 17. */
final class VirtualThreads {

    private static final int THREADS = 300;

    private VirtualThreads() {}

    static void addTo(Map<String, Callable<?>> trials) {
        if (Runtime.version().feature() >= 21) {
            trials.put("virtual threads wait for each other", VirtualThreads::chain);
            trials.put("virtual threads wait for one task", VirtualThreads::oneTask);
            trials.put("virtual threads are interrupted", VirtualThreads::interrupted);
            trials.put("time limits on virtual threads", VirtualThreads::limits);
            trials.put("virtual threads in pools' work", VirtualThreads::mixed);
            trials.put("virtual threads take locks", VirtualThreads::locks);
        }
    }

    private static ExecutorService perTask() throws ReflectiveOperationException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static String chain() throws Exception {
        ExecutorService pool = perTask();
        List<CompletableFuture<Integer>> stages = new ArrayList<>();
        for (int i = 0; i <= THREADS; i++) {
            stages.add(new CompletableFuture<>());
        }
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            pool.execute(
                    () -> stages.get(number).complete(1 + stages.get(number + 1).join()));
        }
        stages.get(THREADS).complete(0);
        return Trials.end(stages.get(0)) + ", ended " + Trials.ended(pool);
    }

    private static String oneTask() throws Exception {
        ExecutorService pool = perTask();
        FutureTask<String> task = new FutureTask<>(() -> "done");
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            boolean odd = i % 2 == 1;
            all.add(pool.submit(() -> odd ? task.get() : task.get(Trials.SECONDS, TimeUnit.SECONDS)));
        }
        task.run();
        long done = all.stream().filter(one -> Trials.end(one).equals("done")).count();
        return done + " done, ended " + Trials.ended(pool);
    }

    private static String interrupted() throws Exception {
        ExecutorService pool = perTask();
        AtomicInteger interrupted = new AtomicInteger();
        AtomicInteger flags = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            boolean odd = i % 2 == 1;
            pool.execute(() -> {
                begun.countDown();
                Future<?> never = odd ? new CompletableFuture<>() : new FutureTask<>(() -> "never runs");
                if (Trials.end(() -> never.get()).equals("InterruptedException")) {
                    interrupted.incrementAndGet();
                }
                if (Thread.interrupted()) {
                    flags.incrementAndGet();
                }
            });
        }
        Trials.await(begun);
        pool.shutdownNow();
        boolean ended = Trials.ended(pool);
        return "interrupted " + interrupted + ", flags " + flags + ", ended " + ended;
    }

    private static String limits() throws Exception {
        ExecutorService pool = perTask();
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(pool.submit(() -> Trials.end(() -> new CompletableFuture<>().get(1, TimeUnit.MILLISECONDS))
                    + Trials.end(() -> new FutureTask<>(() -> "").get(1, TimeUnit.MILLISECONDS))));
        }
        long late = all.stream()
                .filter(one -> Trials.end(one).equals("TimeoutExceptionTimeoutException"))
                .count();
        return late + " too late, ended " + Trials.ended(pool);
    }

    /** Virtual threads submit to a pool of platform threads, whose tasks start virtual threads again. */
    private static String mixed() throws Exception {
        ExecutorService virtual = perTask();
        ExecutorService pool = Executors.newFixedThreadPool(3, Trials.threads("platform"));
        AtomicInteger ran = new AtomicInteger();
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(virtual.submit(() -> {
                pool.submit(ran::incrementAndGet).get(Trials.SECONDS, TimeUnit.SECONDS);
                return CompletableFuture.supplyAsync(() -> 1, pool)
                        .thenCombineAsync(
                                CompletableFuture.supplyAsync(ran::incrementAndGet, virtual), (a, b) -> a, pool)
                        .join();
            }));
        }
        int sum = 0;
        for (Future<Integer> each : all) {
            sum += each.get(Trials.SECONDS, TimeUnit.SECONDS);
        }
        return sum + " done, " + ran + " ran, ended " + (Trials.ended(virtual) && Trials.ended(pool));
    }

    private static String locks() throws Exception {
        ExecutorService pool = perTask();
        ReentrantLock lock = new ReentrantLock();
        Object monitor = new Object();
        int[] counts = new int[2];
        for (int i = 0; i < THREADS; i++) {
            pool.execute(() -> {
                lock.lock();
                try {
                    counts[0]++;
                    Thread.yield();
                } finally {
                    lock.unlock();
                }
                synchronized (monitor) {
                    counts[1]++;
                    Thread.yield();
                }
            });
        }
        boolean ended = Trials.ended(pool);
        return counts[0] + " and " + counts[1] + ", ended " + ended;
    }
}
