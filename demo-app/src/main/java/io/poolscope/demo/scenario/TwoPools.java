package io.poolscope.demo.scenario;

import io.poolscope.demo.Threads;
import io.poolscope.demo.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Invoices wait for bookings in the ledger's pool, and the ledger's closing tasks wait for invoices in the invoices' pool. Each
 * pool alone is blameless; together they stand still for ever.
 *
 * @shows two pools, each waiting for tasks that are queued in the other: a deadlock that no thread dump names
 * @expect rule=pool-deadlock severity=critical pool=invoices|ledger site=TwoPools.invoice|TwoPools.close proved=true
 *     also=blocking-wait|pool-starvation
 */
@Scenario(name = "two-pools", path = "/two-pools/blocking", fixed = "/two-pools/composed", rate = 2, seconds = 10)
class TwoPools {

    private static final int TASKS = 6;

    private final ExecutorService invoices = Threads.fixed("invoices", 3);
    private final ExecutorService ledger = Threads.fixed("ledger", 3);

    @GetMapping("/two-pools/blocking")
    CompletableFuture<Void> blocking() {
        return CompletableFuture.allOf(IntStream.range(0, TASKS)
                .boxed()
                .flatMap(task -> Stream.of(
                        CompletableFuture.supplyAsync(this::invoice, invoices),
                        CompletableFuture.supplyAsync(this::close, ledger)))
                .toArray(CompletableFuture[]::new));
    }

    private long invoice() {
        Work.compute(5);
        Future<Long> booking = ledger.submit(() -> Work.compute(1));
        try {
            return booking.get(); // poolscope: here
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private long close() {
        Work.compute(5);
        Future<Long> total = invoices.submit(() -> Work.compute(1));
        try {
            return total.get(); // poolscope: here
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @GetMapping("/two-pools/composed")
    CompletableFuture<Void> composed() {
        return CompletableFuture.allOf(IntStream.range(0, TASKS)
                .boxed()
                .flatMap(task -> Stream.of(
                        CompletableFuture.supplyAsync(() -> Work.compute(5), invoices)
                                .thenApplyAsync(invoice -> Work.compute(1), ledger),
                        CompletableFuture.supplyAsync(() -> Work.compute(5), ledger)
                                .thenApplyAsync(closed -> Work.compute(1), invoices)))
                .toArray(CompletableFuture[]::new));
    }
}
