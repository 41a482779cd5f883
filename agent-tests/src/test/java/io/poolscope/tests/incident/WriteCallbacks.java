package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Incident 30, SELF: all threads of Jetty's pool wait until a write is complete, and the callbacks that say so need a thread of
 * the same pool. poolscope must say that all workers wait at that line, and that as many tasks stand behind them.
 */
public final class WriteCallbacks {

    private static final int SIZE = 4;
    private static final CountDownLatch INSIDE = new CountDownLatch(SIZE);

    private WriteCallbacks() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        QueuedThreadPool qtp = new QueuedThreadPool(SIZE, SIZE);
        qtp.setName("qtp");
        qtp.setDaemon(true);
        qtp.setReservedThreads(0);
        qtp.start();
        for (int i = 0; i < SIZE; i++) {
            qtp.execute(() -> handle(qtp));
        }
        while (qtp.getQueueSize() < SIZE) {
            Thread.sleep(1);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void handle(QueuedThreadPool qtp) {
        INSIDE.countDown();
        Threads.await(INSIDE);
        try (Blocker.Callback written = Blocker.callback()) {
            write(qtp, written);
            written.block(); // mark: write
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The selector finds the socket writable at once, and hands the callback to the pool. */
    private static void write(QueuedThreadPool qtp, Callback written) {
        Threads.start("selector", () -> qtp.execute(written::succeeded));
    }
}
