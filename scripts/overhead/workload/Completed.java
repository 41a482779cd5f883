package workload;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;

/** Asks futures that are done: the calls that advice must not slow. */
final class Completed {
    /** Many futures, so that the JIT cannot lift the call out of the loop. */
    private static final int FUTURES = 1024;

    private static final int BATCHES = 10_000;

    private Completed() {}

    static void run() throws Exception {
        get();
        join();
    }

    private static void get() throws Exception {
        @SuppressWarnings("unchecked")
        FutureTask<Integer>[] done = new FutureTask[FUTURES];
        for (int i = 0; i < done.length; i++) {
            done[i] = new FutureTask<>(() -> 7);
            done[i].run();
        }
        Slices.measure("completed-get", BATCHES * done.length, () -> Slices.batches(BATCHES, () -> {
            long sum = 0;
            for (FutureTask<Integer> one : done) {
                sum += one.get();
            }
            return sum;
        }));
    }

    private static void join() throws Exception {
        @SuppressWarnings("unchecked")
        CompletableFuture<Integer>[] done = new CompletableFuture[FUTURES];
        for (int i = 0; i < done.length; i++) {
            done[i] = CompletableFuture.completedFuture(7);
        }
        Slices.measure("completed-join", BATCHES * done.length, () -> Slices.batches(BATCHES, () -> {
            long sum = 0;
            for (CompletableFuture<Integer> one : done) {
                sum += one.join();
            }
            return sum;
        }));
    }
}
