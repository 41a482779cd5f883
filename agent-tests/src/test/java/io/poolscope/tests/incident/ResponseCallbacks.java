package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Incident 23, SELF: a client completes its futures on a pool of its own, and callbacks that run there ask the client for more
 * and join. As in the AWS SDK the reply comes as a future, and a dependent stage of it, on that pool, completes what the caller
 * has. poolscope must say that all workers of the pool wait at that line, while the completions stand behind them.
 */
public final class ResponseCallbacks {

    private static final int SIZE = 3;
    private static final ThreadPoolExecutor RESPONSES =
            (ThreadPoolExecutor) Executors.newFixedThreadPool(SIZE, Threads.named("sdk-async-response"));
    private static final CountDownLatch INSIDE = new CountDownLatch(SIZE);

    private ResponseCallbacks() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        for (int i = 0; i < SIZE; i++) {
            send("HeadObject").whenComplete((head, failed) -> copy());
        }
        while (RESPONSES.getQueue().size() < SIZE) {
            Thread.sleep(1);
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static void copy() {
        INSIDE.countDown();
        Threads.await(INSIDE);
        send("CopyObject").join(); // mark: copy
    }

    private static CompletableFuture<String> send(String request) {
        CompletableFuture<String> result = new CompletableFuture<>();
        CompletableFuture<String> reply = new CompletableFuture<>();
        reply.whenCompleteAsync((value, failed) -> result.complete(value), RESPONSES);
        Threads.start("aws-io", () -> reply.complete("reply to " + request));
        return result;
    }
}
