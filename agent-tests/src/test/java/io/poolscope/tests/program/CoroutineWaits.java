package io.poolscope.tests.program;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;

/**
 * Waits for coroutines in {@code runBlocking}: for one that no thread of its dispatcher is free for, {@code Default},
 * {@code IO} or an executor's, for a child of it, and for one that runs.
 */
public final class CoroutineWaits {

    /** As many as {@code Dispatchers.IO} runs at once. */
    private static final int IO_THREADS = 64;

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private CoroutineWaits() {}

    static void ways(Map<String, Threads.Body> ways) throws InterruptedException {
        fill(ExecutorsKt.asExecutor(Dispatchers.getIO()), IO_THREADS);
        fill(
                ExecutorsKt.asExecutor(Dispatchers.getDefault()),
                Math.max(2, Runtime.getRuntime().availableProcessors()));
        ExecutorService runs = Executors.newFixedThreadPool(1, Threads.named("kotlin-runs"));
        ways.put("kotlin-blocking", CoroutineWaits::blocking);
        ways.put("kotlin-queued", CoroutineWaits::queued);
        ways.put("kotlin-child", CoroutineWaits::child);
        ways.put("kotlin-io", CoroutineWaits::io);
        ways.put("kotlin-running", () -> running(runs));
    }

    private static void fill(Executor dispatcher, int threads) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            dispatcher.execute(() -> {
                begun.countDown();
                Threads.await(NEVER);
            });
        }
        begun.await();
    }

    /** In none of the library's queues: it waits for the clock. */
    private static void blocking() throws InterruptedException {
        Function2<CoroutineScope, Continuation<? super Unit>, Object> never =
                (scope, rest) -> DelayKt.delay(Long.MAX_VALUE, rest);
        BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, never); // mark: kotlin-blocking
    }

    private static void queued() throws InterruptedException {
        BuildersKt.runBlocking(Dispatchers.getDefault(), (scope, rest) -> Unit.INSTANCE); // mark: kotlin-queued
    }

    private static void child() throws InterruptedException {
        Function2<CoroutineScope, Continuation<? super Unit>, Object> launches = (scope, rest) -> {
            BuildersKt.launch(scope, Dispatchers.getDefault(), CoroutineStart.DEFAULT, (child, more) -> Unit.INSTANCE);
            return Unit.INSTANCE;
        };
        BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, launches); // mark: kotlin-child
    }

    private static void io() throws InterruptedException {
        Function2<CoroutineScope, Continuation<? super Unit>, Object> moves =
                (scope, rest) -> BuildersKt.withContext(Dispatchers.getIO(), (io, more) -> Unit.INSTANCE, rest);
        BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, moves); // mark: kotlin-io
    }

    private static void running(ExecutorService runs) throws InterruptedException {
        Function2<CoroutineScope, Continuation<? super Unit>, Object> works = (scope, rest) -> {
            Threads.await(NEVER);
            return Unit.INSTANCE;
        };
        BuildersKt.runBlocking(ExecutorsKt.from(runs), works); // mark: kotlin-running
    }
}
