package io.poolscope.probe;

import io.poolscope.bootstrap.Failure;
import io.poolscope.bootstrap.Failures;
import io.poolscope.bootstrap.WorkerRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The part of the self-test that uses {@code CompletableFuture} and {@code ForkJoinPool}. To initialise
 * {@code ForkJoinPool} is to fix the size of the common pool from its system properties, which an application may set as
 * late as in its {@code main}: so this runs only after the application has done so itself.
 */
final class AsyncSelfTest extends SelfTest {

    @Override
    void test(ThreadPoolExecutor waiting, ThreadPoolExecutor serving) throws Exception {
        CompletableFuture<Boolean> outer = CompletableFuture.supplyAsync(() -> join(serving), waiting);
        if (outer.get(LIMIT, TimeUnit.SECONDS)) {
            answered.add("completable-future-get");
        }
        forkJoin();
        failure();
    }

    private void failure() {
        IllegalStateException thrown = new IllegalStateException("on purpose");
        CompletableFuture<Object> source = new CompletableFuture<>();
        CompletableFuture<Object> last = source.thenApply(value -> value);
        source.completeExceptionally(thrown);
        Failure failure = Failures.of(thrown);
        if (failure != null && failure.unread()) {
            answered.add(StageFailureProbe.NAME);
            if (last.isCompletedExceptionally() && failure.wasRead()) {
                answered.add(StageReadProbe.NAME);
            }
            Failures.remove(failure);
        }
    }

    private boolean join(ThreadPoolExecutor serving) {
        WorkerRecord record = register();
        if (record != null) {
            waiter(record);
            if (record.completes != null) {
                answered.add("async-task");
            }
        }
        boolean seen = CompletableFuture.supplyAsync(this::isAwaited, serving).join();
        return seen && record != null && record.futureWaits > 0;
    }

    private void forkJoin() throws Exception {
        ForkJoinPool pool = own(new ForkJoinPool(1));
        try {
            boolean seen = pool.submit(() -> {
                        WorkerRecord record = register();
                        return record != null && record.task != null;
                    })
                    .get(LIMIT, TimeUnit.SECONDS);
            if (seen) {
                answered.add("fork-join-task");
            }
        } finally {
            end(pool);
        }
    }
}
