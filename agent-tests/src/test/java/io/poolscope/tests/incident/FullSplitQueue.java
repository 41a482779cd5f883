package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Incident 18, SELF: the loaders of splits wait until there is room in a full queue, and what takes splits out of it stands
 * behind them in the queue of their own pool. poolscope must say that all workers wait to put something, that a task stands
 * behind them, and that this task may be the one they wait for; nothing tells who takes from a queue, so nothing is proved.
 */
public final class FullSplitQueue {

    private static final int SIZE = 4;
    private static final ThreadPoolExecutor SPLITS =
            (ThreadPoolExecutor) Executors.newFixedThreadPool(SIZE, Threads.named("hudi-split-manager"));
    private static final BlockingQueue<String> QUEUE = new ArrayBlockingQueue<>(10);

    private FullSplitQueue() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        for (int i = 0; i < SIZE; i++) {
            SPLITS.execute(() -> load());
        }
        SPLITS.execute(() -> schedule());
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void load() {
        Threads.Body loader = () -> {
            while (true) {
                QUEUE.put("split"); // mark: put
            }
        };
        loader.runUnchecked();
    }

    private static void schedule() {
        Threads.Body consumer = () -> {
            while (true) {
                QUEUE.take();
            }
        };
        consumer.runUnchecked();
    }
}
