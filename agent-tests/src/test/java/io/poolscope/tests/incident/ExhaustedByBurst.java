package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * 37, DROWN, apache/dubbo#5620: "Thread pool is EXHAUSTED", and the thread dump that is written afterwards shows most of its
 * threads idle: a burst of calls held them all, for less than a second.
 *
 * <p>poolscope must say how many were refused, and what the workers did at that moment, at which line; it must not speak of a
 * deadlock.
 */
public final class ExhaustedByBurst {

    private static final int THREADS = 40;

    private ExhaustedByBurst() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        // As Dubbo's FixedThreadPool makes it: no queue, no thread beyond the limit, abort.
        ThreadPoolExecutor dubbo = new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), Threads.named("DubboServerHandler"));
        Lifeline.moment("there");
        while (true) {
            for (int i = 0; i < THREADS + 10; i++) {
                receive(dubbo);
            }
            Thread.sleep(3_000);
        }
    }

    private static void receive(ThreadPoolExecutor dubbo) {
        try {
            dubbo.execute(ExhaustedByBurst::invoke); // mark: dispatch
        } catch (RejectedExecutionException e) {
            System.err.println("Thread pool is EXHAUSTED!");
        }
    }

    private static void invoke() {
        try {
            Thread.sleep(700); // mark: provider
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
