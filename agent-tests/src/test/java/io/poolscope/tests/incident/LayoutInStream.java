package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/**
 * Incident 11, COMMON: a parallel stream fills the common pool, and each of its elements waits for a layout whose fetch was
 * given to the common pool. poolscope must say that all its workers wait for a task that stands in its own queue.
 */
public final class LayoutInStream {

    private static final int THREADS = 4;
    private static final CountDownLatch INSIDE = new CountDownLatch(THREADS + 1);
    private static final FutureTask<String> LAYOUT = new FutureTask<>(() -> "layout");

    private LayoutInStream() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Threads.start("client", () -> IntStream.range(0, 64).parallel().forEach(i -> append()));
        INSIDE.await();
        ForkJoinPool.commonPool().execute(LAYOUT);
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void append() {
        INSIDE.countDown();
        Threads.await(INSIDE);
        Threads.Body layout = () -> LAYOUT.get(); // mark: layout
        layout.runUnchecked();
    }
}
