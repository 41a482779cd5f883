package io.poolscope.tests.program;

import java.util.Timer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Executors that are misused, each in its own way, all at once: they have nothing to do with each other. */
public final class SickExecutors {

    /** Enough for every machine that tests run on, and far from what one cannot have. */
    private static final int MOST = 1_000;

    private static final CountDownLatch NEVER = new CountDownLatch(1);
    /** One that nobody refers to ends. */
    private static final Timer TIMER = new Timer("beeper", true);

    private SickExecutors() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        if (args.length > 0) {
            Lifeline.awaitGo();
        }
        grows();
        leaks();
        dies();
        late();
        lateOnTimer();
        Lifeline.moment("ill");
        Lifeline.stay();
    }

    /** Every task waits, and each gets a thread of its own. */
    private static void grows() {
        ExecutorService pool = Executors.newCachedThreadPool(Threads.named("fetch"));
        Threads.start("fetcher", () -> {
            for (int i = 0; i < MOST; i++) {
                pool.execute(SickExecutors::fetch);
                Thread.sleep(Runtime.getRuntime().availableProcessors() > 8 ? 10 : 40);
            }
        });
    }

    private static void fetch() {
        try {
            NEVER.await(); // mark: growth
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An executor for each request, and nobody shuts it down. */
    private static void leaks() {
        Threads.start("requests", () -> {
            for (int i = 0; i < MOST / 2; i++) {
                ExecutorService pool = Executors.newFixedThreadPool(2); // mark: leak
                pool.submit(() -> "done").get();
                Thread.sleep(400);
            }
        });
    }

    /** Tasks that throw, handed over in a way that ends the worker. */
    private static void dies() {
        ThreadFactory named = Threads.named("mail");
        ExecutorService pool = Executors.newFixedThreadPool(2, task -> {
            Thread thread = named.newThread(task);
            thread.setUncaughtExceptionHandler((t, e) -> {});
            return thread;
        });
        Threads.start("mailer", () -> {
            while (true) {
                pool.execute(SickExecutors::send);
                Thread.sleep(500);
            }
        });
    }

    private static void send() {
        throw new IllegalStateException("no such mailbox"); // mark: died
    }

    /** Every second something holds the only thread for 800 ms; the heartbeat is due every 200. */
    private static void late() {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(Threads.named("ticker"));
        scheduler.scheduleAtFixedRate(() -> {}, 0, 200, TimeUnit.MILLISECONDS);
        scheduler.scheduleAtFixedRate(SickExecutors::sync, 100, 1_000, TimeUnit.MILLISECONDS);
    }

    private static void sync() {
        call(() -> Thread.sleep(800)); // mark: late
    }

    /** The same on a timer. */
    private static void lateOnTimer() {
        TIMER.scheduleAtFixedRate(Threads.timed(() -> {}), 0, 200);
        TIMER.scheduleAtFixedRate(Threads.timed(SickExecutors::reload), 100, 1_000);
    }

    private static void reload() throws InterruptedException {
        Thread.sleep(800); // mark: late timer
    }

    private static void call(Threads.Body body) {
        body.runUnchecked();
    }
}
