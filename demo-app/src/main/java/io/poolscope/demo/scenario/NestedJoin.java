package io.poolscope.demo.scenario;

import io.poolscope.demo.Threads;
import io.poolscope.demo.Work;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The nested submit in its modern dress: {@code supplyAsync(...).join()} inside a task of the same pool. What a worker
 * waits for is a {@link CompletableFuture} that does not say who completes it.
 *
 * @shows supplyAsync(...).join() inside a task of the same pool: the same deadlock in CompletableFuture's dress
 * @expect rule=pool-deadlock severity=critical pool=baskets site=NestedJoin.basket proved=true
 *     also=blocking-wait|pool-starvation
 */
@Scenario(name = "nested-join", path = "/nested-join/blocking", fixed = "/nested-join/composed", rate = 2, seconds = 10)
class NestedJoin {

    private static final int BASKETS = 8;

    private final ExecutorService pool = Threads.fixed("baskets", 4);

    @GetMapping("/nested-join/blocking")
    CompletableFuture<Void> blocking() {
        return CompletableFuture.allOf(IntStream.range(0, BASKETS)
                .mapToObj(basket -> CompletableFuture.supplyAsync(this::basket, pool))
                .toArray(CompletableFuture[]::new));
    }

    private long basket() {
        long sum = Work.compute(5);
        return CompletableFuture.supplyAsync(() -> Work.compute(1), pool)
                .thenApply(discount -> sum - discount)
                .join(); // poolscope: here
    }

    @GetMapping("/nested-join/composed")
    CompletableFuture<Void> composed() {
        return CompletableFuture.allOf(IntStream.range(0, BASKETS)
                .mapToObj(basket -> CompletableFuture.supplyAsync(() -> Work.compute(5), pool)
                        .thenApplyAsync(sum -> sum - Work.compute(1), pool))
                .toArray(CompletableFuture[]::new));
    }
}
