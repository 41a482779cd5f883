package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import scala.concurrent.Await;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;

/**
 * Incident 39, COMMON: tasks of Scala's global execution context wait there with {@code Await.result} for others. It adds a
 * thread for each such wait, up to a limit, and then stands still. poolscope must say that all its workers wait at that
 * line, for tasks of their own pool, and that no thread is added any more.
 */
public final class AwaitOnGlobal {

    /** More than there are threads, with those that are added. */
    private static final int DEPTH = 12;

    private AwaitOnGlobal() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ExecutionContext global = ExecutionContext.global();
        for (int i = 0; i < 12; i++) {
            global.execute(() -> request(global, DEPTH));
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static String request(ExecutionContext global, int levels) {
        if (levels > 0) {
            Future<String> part = Future.apply(() -> request(global, levels - 1), global);
            Threads.Body wait = () -> Await.result(part, Duration.Inf()); // mark: await
            wait.runUnchecked();
        }
        return "done";
    }
}
