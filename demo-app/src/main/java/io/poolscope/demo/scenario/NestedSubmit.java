package io.poolscope.demo.scenario;

import io.poolscope.demo.Threads;
import io.poolscope.demo.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * An order of eight lines, each a task of a pool of four, and each line submits its tax to the same pool and waits for it. The
 * four workers wait for tasks that are queued behind the other lines: nothing ends this.
 *
 * @shows tasks that submit to their own pool and wait: all 4 workers wait for tasks queued behind them, for ever
 * @expect rule=pool-deadlock severity=critical pool=order-lines site=NestedSubmit.line proved=true
 *     also=blocking-wait|pool-starvation
 */
@Scenario(
        name = "nested-submit",
        path = "/nested-submit/blocking",
        fixed = "/nested-submit/composed",
        rate = 2,
        seconds = 10)
class NestedSubmit {

    private static final int LINES = 8;

    private final ExecutorService pool = Threads.fixed("order-lines", 4);

    @GetMapping("/nested-submit/blocking")
    CompletableFuture<Void> blocking() {
        return CompletableFuture.allOf(IntStream.range(0, LINES)
                .mapToObj(line -> CompletableFuture.supplyAsync(this::line, pool))
                .toArray(CompletableFuture[]::new));
    }

    private long line() {
        long price = Work.compute(5);
        Future<Long> tax = pool.submit(() -> Work.compute(1));
        try {
            return price + tax.get(); // poolscope: here
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @GetMapping("/nested-submit/composed")
    CompletableFuture<Void> composed() {
        return CompletableFuture.allOf(IntStream.range(0, LINES)
                .mapToObj(line -> CompletableFuture.supplyAsync(() -> Work.compute(5), pool)
                        .thenCombine(CompletableFuture.supplyAsync(() -> Work.compute(1), pool), Long::sum))
                .toArray(CompletableFuture[]::new));
    }
}
