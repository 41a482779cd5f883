package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import kotlin.Unit;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;

/**
 * Incident 41, SELF: {@code runBlocking} on a thread of {@code Dispatchers.Default} waits for a coroutine that needs
 * {@code Dispatchers.Default}, on all of its threads. poolscope must say that all of them wait in runBlocking at that line, for
 * DefaultDispatcher itself.
 */
public final class RunBlockingOnDefault {

    private static final int THREADS = 4;
    private static final CountDownLatch INSIDE = new CountDownLatch(THREADS);

    private RunBlockingOnDefault() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        Executor cpu = ExecutorsKt.asExecutor(Dispatchers.getDefault());
        for (int i = 0; i < THREADS; i++) {
            cpu.execute(RunBlockingOnDefault::upload);
        }
        INSIDE.await();
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void upload() {
        INSIDE.countDown();
        Threads.await(INSIDE);
        Threads.Body nested = () ->
                BuildersKt.runBlocking(Dispatchers.getDefault(), (scope, rest) -> Unit.INSTANCE); // mark: runBlocking
        nested.runUnchecked();
    }
}
