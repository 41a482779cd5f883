package io.poolscope.tests.program;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Everything about pools and futures on which an application may rely, over and over for so many milliseconds, and then
 * until the named file is there, if one is named, with a
 * result that is the same in every round and run. What it prints must not depend on whether anybody watches. With a third
 * argument a pool of that name waits for itself meanwhile.
 */
public final class Workload {

    /** Each result once, in order: a round that goes otherwise than the first adds a line. */
    private static final Set<String> RESULTS = new LinkedHashSet<>();

    private Workload() {}

    public static void main(String[] args) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[0]));
        if (args.length > 2) {
            stand(Executors.newSingleThreadExecutor(Threads.named(args[2])));
        }
        do {
            ExecutorService pool = Executors.newFixedThreadPool(4, Threads.named("work"));
            print("each task once", onceEach(pool));
            print("same exception", sameException(pool));
            print("cancelled", cancelled(pool));
            print("interrupt kept", interruptKept(pool));
            print("permit kept", permitKept(pool));
            print("in order", inOrder());
            print("timeout", timeout(pool));
            print("invokeAll", invokeAll(pool));
            print("chain", chain(pool));
            print("rejected", rejected());
            print("uncaught", uncaught());
            print("removed", removed());
            print("scheduled", scheduled());
            print("recursion", depth(0) > 500);
            print(
                    "forks",
                    ForkJoinPool.commonPool()
                            .submit(() -> IntStream.range(0, 100_000)
                                    .parallel()
                                    .mapToLong(i -> i)
                                    .sum())
                            .get());
            print("virtual", virtual());
            pool.shutdown();
            print("ended", pool.awaitTermination(30, TimeUnit.SECONDS));
        } while (System.nanoTime() < end || args.length > 1 && !new File(args[1]).exists());
        print("locale", Locale.getDefault());
        print("streams", System.out.getClass() + " " + System.err.getClass());
        print("handler", Thread.getDefaultUncaughtExceptionHandler());
        print("loader", Thread.currentThread().getContextClassLoader() == ClassLoader.getSystemClassLoader());
        // On 17 the JDK itself sets user.timezone when anybody in the JVM first asks for the zone, as any log does.
        print("zone", TimeZone.getDefault().getID());
        print("properties", new TreeSet<>(System.getProperties().stringPropertyNames()));
        RESULTS.forEach(System.out::println);
        System.exit(3);
    }

    private static void stand(ExecutorService single) {
        single.execute(() -> {
            try {
                single.submit(() -> "never runs").get(); // mark: stands
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A permit that is there is not lost on the way through code of the JDK that takes no lock, but is advised. */
    private static boolean permitKept(ExecutorService pool) throws Exception {
        return pool.submit(() -> {
                    LockSupport.unpark(Thread.currentThread());
                    int one = CompletableFuture.supplyAsync(() -> 1, Runnable::run)
                            .join();
                    long start = System.nanoTime();
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(10 * one));
                    return System.nanoTime() - start < TimeUnit.SECONDS.toNanos(8);
                })
                .get();
    }

    private static boolean inOrder() throws Exception {
        ExecutorService single = Executors.newSingleThreadExecutor(Threads.named("order"));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            single.execute(() -> order.add(number));
        }
        single.shutdown();
        boolean ended = single.awaitTermination(30, TimeUnit.SECONDS);
        return ended && order.equals(IntStream.range(0, 1_000).boxed().toList());
    }

    private static int onceEach(ExecutorService pool) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            all.add(pool.submit(ran::incrementAndGet));
        }
        for (Future<?> one : all) {
            one.get();
        }
        return ran.get();
    }

    private static boolean sameException(ExecutorService pool) throws InterruptedException {
        IllegalStateException thrown = new IllegalStateException("on purpose");
        boolean same = false;
        try {
            pool.submit(() -> {
                        throw thrown;
                    })
                    .get();
        } catch (ExecutionException e) {
            same = e.getCause() == thrown;
        }
        try {
            CompletableFuture.runAsync(
                            () -> {
                                throw thrown;
                            },
                            pool)
                    .join();
        } catch (CompletionException e) {
            same &= e.getCause() == thrown;
        }
        return same && thrown.getSuppressed().length == 0;
    }

    private static boolean cancelled(ExecutorService pool) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<?> task = pool.submit(() -> {
            try {
                started.countDown();
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        started.await();
        task.cancel(true);
        try {
            task.get();
            return false;
        } catch (CancellationException e) {
            return interrupted.await(30, TimeUnit.SECONDS);
        }
    }

    private static boolean interruptKept(ExecutorService pool) throws Exception {
        return pool.submit(() -> {
                    Thread.currentThread().interrupt();
                    Thread.yield();
                    boolean kept = Thread.currentThread().isInterrupted();
                    try {
                        new CompletableFuture<String>().get();
                        return false;
                    } catch (InterruptedException e) {
                        return kept && !Thread.currentThread().isInterrupted();
                    }
                })
                .get();
    }

    private static boolean timeout(ExecutorService pool) throws Exception {
        return pool.submit(() -> {
                    try {
                        new CompletableFuture<String>().get(5, TimeUnit.MILLISECONDS);
                        return false;
                    } catch (TimeoutException e) {
                        return true;
                    }
                })
                .get();
    }

    private static int invokeAll(ExecutorService pool) throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            int value = i;
            calls.add(() -> value);
        }
        int sum = 0;
        for (Future<Integer> one : pool.invokeAll(calls)) {
            sum += one.get();
        }
        return sum;
    }

    private static int chain(ExecutorService pool) throws Exception {
        CompletableFuture<Integer> future = CompletableFuture.supplyAsync(() -> 1, pool);
        for (int i = 0; i < 500; i++) {
            future = future.thenApplyAsync(x -> x + 1, pool)
                    .thenCombine(CompletableFuture.completedFuture(1), Integer::sum);
        }
        return future.get();
    }

    private static int rejected() throws Exception {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), Threads.named("full"));
        CountDownLatch end = new CountDownLatch(1);
        int refused = 0;
        for (int i = 0; i < 5; i++) {
            try {
                pool.submit(() -> end.await(30, TimeUnit.SECONDS));
            } catch (RejectedExecutionException e) {
                refused++;
            }
        }
        end.countDown();
        pool.shutdown();
        pool.awaitTermination(30, TimeUnit.SECONDS);
        return refused;
    }

    private static String uncaught() throws Exception {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        CountDownLatch handled = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(1, task -> {
            Thread thread = new Thread(task, "throwing");
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((t, e) -> {
                seen.set(e);
                handled.countDown();
            });
            return thread;
        });
        pool.execute(() -> {
            throw new IllegalArgumentException("out");
        });
        handled.await();
        pool.shutdown();
        return String.valueOf(seen.get());
    }

    private static boolean removed() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.named("removing"));
        CountDownLatch end = new CountDownLatch(1);
        pool.execute(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runnable task = () -> {};
        pool.execute(task);
        boolean same = pool.getQueue().peek() == task
                && pool.remove(task)
                && pool.getQueue().isEmpty();
        end.countDown();
        pool.shutdown();
        return same;
    }

    private static boolean scheduled() throws Exception {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(1, Threads.named("clock"));
        CountDownLatch ticks = new CountDownLatch(5);
        pool.scheduleAtFixedRate(ticks::countDown, 1, 5, TimeUnit.MILLISECONDS);
        boolean ticked = ticks.await(30, TimeUnit.SECONDS);
        pool.shutdownNow();
        return ticked;
    }

    /** Goes down to the end of the stack inside a pool's task, and comes back with everything in order. */
    private static int depth(int n) {
        ExecutorService pool = Executors.newSingleThreadExecutor(Threads.named("deep"));
        try {
            return pool.submit(() -> descend(n)).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdown();
        }
    }

    @SuppressWarnings("InfiniteRecursion") // to the end of the stack, which is the point
    private static int descend(int n) {
        try {
            return descend(n + 1);
        } catch (StackOverflowError e) {
            return n;
        }
    }

    private static int virtual() throws Exception {
        if (Runtime.version().feature() < 21) {
            return 1_000;
        }
        ExecutorService pool = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        AtomicInteger ran = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(pool.submit(() -> {
                Thread.sleep(1);
                return ran.incrementAndGet();
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
        return ran.get();
    }

    private static void print(String what, Object result) {
        RESULTS.add(what + ": " + result);
    }
}
