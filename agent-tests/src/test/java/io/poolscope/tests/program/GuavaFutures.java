package io.poolscope.tests.program;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.concurrent.Executors;

/** Guava's listening executors: one composes what the other answers ({@code healthy}), or waits for it ({@code sick}). */
public final class GuavaFutures {

    private static final ListeningExecutorService PRICES =
            MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(8, Threads.named("prices")));

    private GuavaFutures() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        ListeningExecutorService listening =
                MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(4, Threads.named("listening")));
        if (args[0].equals("sick")) {
            Load.of(4, listening, () -> Futures.getUnchecked(price())); // mark: guava
        } else {
            Load.of(4, listening, () -> {
                ListenableFuture<Integer> twice = Futures.transform(price(), price -> 2 * price, listening);
                twice.addListener(() -> {}, MoreExecutors.directExecutor());
            });
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static ListenableFuture<Integer> price() {
        return PRICES.submit(() -> {
            Slow.sleep(30);
            return 12;
        });
    }
}
