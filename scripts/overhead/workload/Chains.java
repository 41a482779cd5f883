package workload;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** Chains of {@code CompletableFuture}. */
final class Chains {
    /** Of the chain that is completed by the thread that has built it. */
    private static final int LINKS = 10;

    private static final int BATCHES = 200;
    private static final int CHAINS = 100;
    private static final int HAND_OVERS = 1_000;

    private Chains() {}

    static void run() throws Exception {
        here();
        inPool();
    }

    /** Built, completed and asked in one worker: nobody waits. An operation is a chain of ten links. */
    private static void here() throws Exception {
        try (Workers workers = new Workers("chain", 1)) {
            Slices.measure("chain-of-ten", BATCHES * CHAINS, () -> workers.pool
                    .submit(() -> Slices.batches(BATCHES, Chains::tenLinks))
                    .get());
        }
    }

    private static long tenLinks() {
        long sum = 0;
        for (int chain = 0; chain < CHAINS; chain++) {
            CompletableFuture<Integer> first = new CompletableFuture<>();
            CompletableFuture<Integer> last = first;
            for (int link = 0; link < LINKS; link++) {
                last = last.thenApply(value -> value + 1);
            }
            first.complete(chain);
            sum += last.join();
        }
        return sum;
    }

    /** Each of four links is a task of the pool, and a worker of another pool waits for the last. */
    private static void inPool() throws Exception {
        try (Workers links = new Workers("link", 1);
                Workers asker = new Workers("asker", 1)) {
            Slices.measure("async-chain-of-four", HAND_OVERS, () -> {
                long before = Slices.cpu(links.threads);
                return asker.cpuOf(() -> askChains(links.pool)) + Slices.cpu(links.threads) - before;
            });
        }
    }

    /** The first link is completed when all are there: a worker is woken once, and the asker once. */
    private static void askChains(ExecutorService pool) {
        for (int i = 0; i < HAND_OVERS; i++) {
            CompletableFuture<Integer> first = new CompletableFuture<>();
            CompletableFuture<Integer> last = first.thenApplyAsync(value -> value + 1, pool)
                    .thenCombineAsync(CompletableFuture.completedFuture(2), Integer::sum, pool)
                    .handleAsync((value, failure) -> value, pool)
                    .thenApplyAsync(value -> value + 3, pool);
            first.complete(i);
            Slices.sink += last.join();
        }
    }
}
