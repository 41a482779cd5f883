package io.poolscope.tests.program;

import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with a name, as an application would give it. */
public final class Threads {

    private Threads() {}

    /** Threads {@code prefix-1}, {@code prefix-2}. */
    public static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Starts a daemon thread that belongs to no pool. */
    public static Thread start(String name, Body body) {
        Thread thread = new Thread(() -> body.runUnchecked(), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What a thread does; an exception ends the program, so that no test waits for what cannot come. */
    public interface Body {
        /** Does it. */
        void run() throws Exception;

        /** Does it where the caller may not throw. */
        default void runUnchecked() {
            try {
                run();
            } catch (Exception e) {
                e.printStackTrace();
                Runtime.getRuntime().halt(98);
            }
        }
    }

    /** Does it over and over. */
    static void endless(Body body) {
        while (true) {
            body.runUnchecked();
        }
    }

    /** Waits where the caller may not throw. */
    public static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the thread stands in this state. */
    public static void awaitState(Thread thread, Thread.State state) throws InterruptedException {
        while (thread.getState() != state) {
            Thread.sleep(1);
        }
    }

    /** A task for a {@code java.util.Timer}. */
    static TimerTask timed(Body body) {
        return new TimerTask() {
            @Override
            public void run() {
                body.runUnchecked();
            }
        };
    }
}
