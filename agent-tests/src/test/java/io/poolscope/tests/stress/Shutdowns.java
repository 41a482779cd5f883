package io.poolscope.tests.stress;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Executors that end while tasks come, that grow, shrink, refuse, and lose their workers. */
final class Shutdowns {

    private static final int SUBMITTERS = 3;

    private Shutdowns() {}

    static void addTo(Map<String, Callable<?>> trials) {
        trials.put("shutdown against execute", () -> againstExecute(false));
        trials.put("shutdownNow against execute", () -> againstExecute(true));
        trials.put("shutdown of a fork-join pool against execute", Shutdowns::forkJoin);
        trials.put("shutdown of what is scheduled", Shutdowns::scheduled);
        trials.put("growth by hand-over", Shutdowns::growth);
        trials.put("workers that time out", Shutdowns::timeouts);
        trials.put("workers that die", Shutdowns::deaths);
        trials.put("tasks that callers run", Shutdowns::callerRuns);
        trials.put("tasks that are discarded", Shutdowns::discarded);
    }

    /** Of what was accepted each task runs once, or is handed back; of what was refused none. */
    private static String againstExecute(boolean now) throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1, 4, 1, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(50), Trials.threads("ending"));
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch flowing = new CountDownLatch(100);
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS; i++) {
            Thread submitter = Trials.threads("submitter").newThread(() -> {
                while (!pool.isShutdown()) {
                    try {
                        pool.execute(ran::incrementAndGet);
                        accepted.incrementAndGet();
                        flowing.countDown();
                    } catch (RejectedExecutionException e) {
                        Thread.yield();
                    }
                }
            });
            submitter.start();
            submitters.add(submitter);
        }
        Trials.await(flowing);
        List<Runnable> back = now ? pool.shutdownNow() : List.of();
        pool.shutdown();
        for (Thread submitter : submitters) {
            submitter.join(TimeUnit.SECONDS.toMillis(Trials.SECONDS));
        }
        boolean ended = Trials.ended(pool);
        int missing = accepted.get() - ran.get() - back.size();
        String refused = Trials.end(Executors.callable(() -> pool.execute(() -> {})));
        return "ended " + ended + ", missing " + missing + ", completed " + (pool.getCompletedTaskCount() == ran.get())
                + ", then " + refused;
    }

    private static String forkJoin() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(3);
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        CountDownLatch flowing = new CountDownLatch(100);
        Thread submitter = Trials.threads("submitter").newThread(() -> {
            try {
                while (true) {
                    pool.execute(ran::incrementAndGet);
                    accepted.incrementAndGet();
                    flowing.countDown();
                }
            } catch (RejectedExecutionException e) {
                // As it should be.
            }
        });
        submitter.start();
        Trials.await(flowing);
        pool.shutdown();
        submitter.join(TimeUnit.SECONDS.toMillis(Trials.SECONDS));
        boolean ended = Trials.ended(pool);
        // One that is pushed while the pool finds itself empty may be cancelled (ForkJoinPool.externalPush, 17).
        return "ended " + ended + ", at most one missing " + (accepted.get() - ran.get() <= 1);
    }

    private static String scheduled() throws Exception {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(2, Trials.threads("clock"));
        pool.setRemoveOnCancelPolicy(true);
        CountDownLatch ticks = new CountDownLatch(4);
        Future<?> periodic = pool.scheduleAtFixedRate(ticks::countDown, 0, 1, TimeUnit.MILLISECONDS);
        Future<?> failing = pool.scheduleWithFixedDelay(
                () -> {
                    throw new IllegalStateException("once");
                },
                0,
                1,
                TimeUnit.MILLISECONDS);
        Future<?> soon = pool.schedule(() -> "ran", 3, TimeUnit.MILLISECONDS);
        List<Future<?>> late = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            late.add(pool.schedule(() -> "late", 1, TimeUnit.HOURS));
        }
        Trials.await(ticks);
        late.get(0).cancel(false);
        int queued = pool.getQueue().contains(late.get(0)) ? 1 : 0;
        String failed = Trials.end(failing);
        String ran = Trials.end(soon);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        boolean ended = Trials.ended(pool);
        long cancelled = late.stream().filter(Future::isCancelled).count();
        return queued + ", " + failed + ", " + ran + ", " + Trials.end(periodic) + ", cancelled " + cancelled
                + ", ended " + ended;
    }

    /** Sixteen tasks that wait for each other need sixteen threads. */
    private static String growth() throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                0, 16, 1, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), Trials.threads("growing"));
        CyclicBarrier barrier = new CyclicBarrier(16);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            all.add(pool.submit(() -> {
                barrier.await(Trials.SECONDS, TimeUnit.SECONDS);
                return "met";
            }));
        }
        long met = all.stream().filter(one -> Trials.end(one).equals("met")).count();
        return met + " met, largest " + pool.getLargestPoolSize() + ", ended " + Trials.ended(pool);
    }

    private static String timeouts() throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                3, 3, 1, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), Trials.threads("shrinking"));
        pool.allowCoreThreadTimeOut(true);
        String result = "";
        for (int i = 0; i < 3; i++) {
            result += Trials.end(pool.submit(() -> "ran")) + ", ";
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Trials.SECONDS);
            while (pool.getPoolSize() > 0 && System.nanoTime() - end < 0) {
                Thread.sleep(1);
            }
            result += pool.getPoolSize() + ", ";
        }
        return result + "ended " + Trials.ended(pool);
    }

    /** A worker that an exception ends is replaced, and its exception is handled once. */
    private static String deaths() throws Exception {
        List<String> handled = Collections.synchronizedList(new ArrayList<>());
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = Trials.threads("dying").newThread(task);
                    thread.setUncaughtExceptionHandler((who, thrown) -> handled.add(String.valueOf(thrown)));
                    return thread;
                });
        for (int i = 0; i < 5; i++) {
            pool.execute(() -> {
                throw new IllegalArgumentException("dies");
            });
        }
        String after = Trials.end(pool.submit(() -> "lives"));
        boolean ended = Trials.ended(pool);
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(Trials.SECONDS);
        while (handled.size() < 5 && System.nanoTime() - limit < 0) {
            Thread.sleep(1);
        }
        return after + ", " + handled + ", completed " + pool.getCompletedTaskCount() + ", ended " + ended;
    }

    private static String callerRuns() throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(1),
                Trials.threads("full"),
                new ThreadPoolExecutor.CallerRunsPolicy());
        AtomicInteger ran = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(pool.submit(ran::incrementAndGet));
        }
        for (Future<?> one : all) {
            one.get(Trials.SECONDS, TimeUnit.SECONDS);
        }
        return ran + " ran, ended " + Trials.ended(pool);
    }

    private static String discarded() throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(1),
                Trials.threads("full"),
                new ThreadPoolExecutor.DiscardOldestPolicy());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        pool.execute(() -> {
            begun.countDown();
            Trials.awaitQuietly(end);
        });
        Trials.await(begun);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            all.add(pool.submit(() -> number));
        }
        end.countDown();
        String last = Trials.end(all.get(4));
        boolean ended = Trials.ended(pool);
        return last + " ran, " + all.stream().filter(Future::isDone).count() + " done, ended " + ended;
    }
}
