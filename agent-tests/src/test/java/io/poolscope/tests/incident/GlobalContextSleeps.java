package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import scala.concurrent.ExecutionContext;

/**
 * 40, DROWN, scalikejdbc/scalikejdbc#486 and spotify/scio#1624: tasks of Scala's global execution context sleep until
 * something is over, and leave no thread to those that have something to do.
 *
 * <p>poolscope must say that the context has no thread left because its tasks sleep, and at which line; it must not speak of a
 * deadlock.
 */
public final class GlobalContextSleeps {

    private GlobalContextSleeps() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ExecutionContext global = ExecutionContext.global();
        Threads.start("jobs", () -> {
            while (true) {
                global.execute(GlobalContextSleeps::waitUntilFinish);
                Thread.sleep(400);
            }
        });
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void waitUntilFinish() {
        try {
            for (int i = 0; i < 30; i++) {
                Thread.sleep(100); // mark: sleep
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
