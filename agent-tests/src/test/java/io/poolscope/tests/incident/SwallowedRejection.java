package io.poolscope.tests.incident;

import io.poolscope.tests.program.Lifeline;
import io.poolscope.tests.program.Slow;
import io.poolscope.tests.program.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * 24, LOST, aws/aws-sdk-java-v2#3652: the executor on which responses are completed is full and refuses one; the exception is
 * swallowed, and who waits for the response waits for ever.
 *
 * <p>poolscope must say that the executor refused tasks, how many, from which line, and where workers wait since; it must not
 * speak of a deadlock.
 */
public final class SwallowedRejection {

    private SwallowedRejection() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ThreadPoolExecutor completions = new ThreadPoolExecutor(
                2, 2, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2), Threads.named("sdk-async-response"));
        ExecutorService network = Executors.newFixedThreadPool(1, Threads.named("aws-java-sdk-NettyEventLoop"));
        ExecutorService uploads = Executors.newFixedThreadPool(12, Threads.named("uploads"));
        Lifeline.moment("there");
        Lifeline.awaitGo();
        for (int i = 0; i < 10; i++) {
            uploads.execute(() -> upload(network, completions));
        }
        Lifeline.stay();
    }

    private static void upload(Executor network, Executor completions) {
        CompletableFuture<String> etag = new CompletableFuture<>();
        network.execute(() -> received(etag, completions));
        etag.join(); // mark: upload
    }

    private static void received(CompletableFuture<String> etag, Executor completions) {
        try {
            completions.execute(() -> complete(etag)); // mark: complete
        } catch (RejectedExecutionException e) {
            // As there: nobody is told.
            return;
        }
    }

    private static void complete(CompletableFuture<String> etag) {
        Slow.sleep(50);
        etag.complete("\"12\"");
    }
}
