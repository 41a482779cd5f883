package io.poolscope.tests.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** What {@link SickExecutors} does, as one may do it: whatever is said about it above a murmur is a false alarm. */
public final class WellExecutors {

    private static final CountDownLatch NEVER = new CountDownLatch(1);
    /** Those that nobody refers to end. */
    private static final List<Timer> TIMERS =
            List.of(new Timer("less timer", true), new Timer("once timer", true), new Timer("long timer", true));

    private WellExecutors() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        rampsToCore();
        growsOnce();
        madeAtOnce();
        shutsDown();
        reuses();
        diesRarely();
        isShutDownAtWork();
        ticks();
        timers();
        Lifeline.moment("working");
        Lifeline.stay();
    }

    /** As many threads as it was made for, one for each task, all of which wait for long. */
    private static void rampsToCore() {
        ExecutorService pool = Executors.newFixedThreadPool(90, Threads.named("connections"));
        Threads.start("connector", () -> {
            for (int i = 0; i < 90; i++) {
                pool.execute(() -> call(NEVER::await));
                Thread.sleep(100);
            }
        });
    }

    /** A peak of waiting tasks in a pool without a bound, and then no more. */
    private static void growsOnce() {
        ExecutorService pool = Executors.newCachedThreadPool(Threads.named("peak"));
        for (int i = 0; i < 70; i++) {
            pool.execute(() -> call(NEVER::await));
        }
    }

    /** One helper makes all the executors of a program. */
    private static void madeAtOnce() throws Exception {
        for (int i = 0; i < 12; i++) {
            make().submit(() -> "started").get();
        }
    }

    private static ExecutorService make() {
        return Executors.newFixedThreadPool(2);
    }

    /** An executor for each request, shut down when it is done. */
    private static void shutsDown() {
        Threads.start("requests", () -> {
            while (true) {
                ExecutorService pool = Executors.newFixedThreadPool(2, Threads.named("request"));
                pool.submit(() -> "done").get();
                pool.shutdown();
                Thread.sleep(100);
            }
        });
    }

    /** More executors as more is to be done, and all of them are used again. */
    private static void reuses() {
        Threads.start("dispatcher", () -> {
            List<ExecutorService> lanes = new ArrayList<>();
            while (true) {
                if (lanes.size() < 40) {
                    lanes.add(Executors.newSingleThreadExecutor(Threads.named("lane")));
                }
                for (ExecutorService lane : lanes) {
                    lane.submit(() -> "done").get();
                }
                Thread.sleep(300);
            }
        });
    }

    /** Four workers are no pattern, and a task that was submitted ends none. */
    private static void diesRarely() {
        ThreadFactory named = Threads.named("rarely");
        ExecutorService pool = Executors.newFixedThreadPool(2, task -> quiet(named.newThread(task)));
        Threads.start("thrower", () -> {
            for (int i = 0; i < 4; i++) {
                pool.execute(WellExecutors::fail);
                Thread.sleep(200);
            }
            while (true) {
                Future<?> failed = pool.submit(WellExecutors::fail);
                try {
                    failed.get();
                } catch (ExecutionException e) {
                    Thread.sleep(200);
                }
            }
        });
    }

    private static void fail() {
        throw new IllegalStateException("now and then");
    }

    /** {@code shutdownNow} interrupts ten tasks, each of which throws: nobody replaces their workers. */
    private static void isShutDownAtWork() {
        ThreadFactory named = Threads.named("closing");
        Threads.start("closer", () -> {
            while (true) {
                ExecutorService pool = Executors.newFixedThreadPool(10, task -> quiet(named.newThread(task)));
                for (int i = 0; i < 10; i++) {
                    pool.execute(() -> {
                        try {
                            NEVER.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                }
                Thread.sleep(1_500);
                pool.shutdownNow();
            }
        });
    }

    private static Thread quiet(Thread thread) {
        thread.setUncaughtExceptionHandler((t, e) -> {});
        return thread;
    }

    /** Late by less than a period; late once; held, with another thread free; and one that is only ever due later. */
    private static void ticks() {
        ScheduledExecutorService less = Executors.newSingleThreadScheduledExecutor(Threads.named("less"));
        less.scheduleAtFixedRate(() -> {}, 0, 500, TimeUnit.MILLISECONDS);
        less.scheduleAtFixedRate(() -> call(() -> Thread.sleep(300)), 100, 1_000, TimeUnit.MILLISECONDS);

        ScheduledExecutorService once = Executors.newSingleThreadScheduledExecutor(Threads.named("once"));
        once.scheduleAtFixedRate(() -> {}, 0, 150, TimeUnit.MILLISECONDS);
        once.schedule(() -> call(() -> Thread.sleep(500)), 3, TimeUnit.SECONDS);

        ScheduledExecutorService two = Executors.newScheduledThreadPool(2, Threads.named("two"));
        two.execute(() -> call(NEVER::await));
        two.scheduleWithFixedDelay(() -> {}, 0, 100, TimeUnit.MILLISECONDS);

        ScheduledExecutorService hourly = Executors.newSingleThreadScheduledExecutor(Threads.named("hourly"));
        hourly.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
    }

    /** The same on timers: late by less than a period, late once, and a run that takes much of its period. */
    private static void timers() {
        TIMERS.get(0).scheduleAtFixedRate(Threads.timed(() -> {}), 0, 500);
        TIMERS.get(0).scheduleAtFixedRate(Threads.timed(() -> Thread.sleep(300)), 100, 1_000);
        TIMERS.get(1).scheduleAtFixedRate(Threads.timed(() -> {}), 0, 150);
        TIMERS.get(1).schedule(Threads.timed(() -> Thread.sleep(500)), 3_000);
        TIMERS.get(2).schedule(Threads.timed(() -> Thread.sleep(60)), 0, 150);
    }

    private static void call(Threads.Body body) {
        body.runUnchecked();
    }
}
