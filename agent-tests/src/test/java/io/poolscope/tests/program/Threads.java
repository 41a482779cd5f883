package io.poolscope.tests.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Daemon threads with a name, as an application would give it. */
final class Threads {

    private Threads() {}

    /** Threads {@code prefix-1}, {@code prefix-2}. */
    static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Starts a daemon thread that belongs to no pool. */
    static Thread start(String name, Body body) {
        Thread thread = new Thread(() -> body.runUnchecked(), name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** What a thread does; an exception ends the program, so that no test waits for what cannot come. */
    interface Body {
        void run() throws Exception;

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
    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the thread stands in this state. */
    static void awaitState(Thread thread, Thread.State state) throws InterruptedException {
        while (thread.getState() != state) {
            Thread.sleep(1);
        }
    }
}
