package io.poolscope.tests.stress;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What the trials share. Every wait has a limit, so that a lost signal is a result and no hanging JVM. */
final class Trials {

    /** Generous: the machine may be slow and busy. */
    static final long SECONDS = 60;

    private Trials() {}

    /** Daemon threads. */
    static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** How a wait for a future ends, in words: its value, or its exception. */
    static String end(Callable<?> wait) {
        try {
            return String.valueOf(wait.call());
        } catch (ExecutionException e) {
            return "failed: " + e.getCause();
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    /** How a future ends. */
    static String end(Future<?> future) {
        return end(() -> future.get(SECONDS, TimeUnit.SECONDS));
    }

    static void await(CountDownLatch latch) throws InterruptedException, TimeoutException {
        if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
            throw new TimeoutException();
        }
    }

    /** Waits where no interrupt is due. */
    static void awaitQuietly(CountDownLatch latch) {
        try {
            await(latch);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    static void awaitWaiting(Thread thread) throws TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException();
            }
            Thread.yield();
        }
    }

    static boolean ended(ExecutorService pool) throws InterruptedException {
        pool.shutdown();
        return pool.awaitTermination(SECONDS, TimeUnit.SECONDS);
    }
}
