package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Incident 48, SELF (a hazard): a pool of five threads is cut to the number of processors, and what went well for years
 * hangs: a task waits for one of its own pool. Here the pool still has its five. poolscope must say, before it hangs, that
 * it goes well only because the pool is larger than the nesting is deep.
 */
public final class HiddenNesting {

    private static final ExecutorService SNAPSHOTS = Executors.newFixedThreadPool(5, Threads.named("snapshot_meta"));

    private HiddenNesting() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Threads.start("rest", () -> {
            while (true) {
                SNAPSHOTS.submit(HiddenNesting::snapshots).get();
                Thread.sleep(300);
            }
        });
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void snapshots() {
        Future<?> index = SNAPSHOTS.submit(() -> read());
        Threads.Body nested = () -> index.get(); // mark: nested
        nested.runUnchecked();
    }

    private static void read() {
        Threads.Body slow = () -> Thread.sleep(50);
        slow.runUnchecked();
    }
}
