package io.poolscope.demo.scenario;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Work;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Tasks of the common pool (parallelism 4, set where the JVM is started) that wait for an asynchronous reply. The pool first gives
 * up its active workers and only then adds spare ones, so that whoever shares it, parallel streams for one, is left with one.
 * Without that setting JDK 17 gives {@code supplyAsync} a thread per task on machines with fewer than three processors.
 *
 * @shows join() in the common pool: its workers wait, and everything else in the JVM that uses it has one left
 * @expect rule=blocking-wait pool=ForkJoinPool.commonPool site=CommonPoolJoin.quote
 */
@Scenario(
        name = "common-pool-join",
        path = "/common-pool-join/blocking",
        fixed = "/common-pool-join/composed",
        rate = 40,
        seconds = 15)
class CommonPoolJoin {

    private final PriceClient prices;

    CommonPoolJoin(PriceClient prices) {
        this.prices = prices;
    }

    @GetMapping("/common-pool-join/blocking")
    CompletableFuture<String> blocking() {
        return CompletableFuture.supplyAsync(this::quote);
    }

    private String quote() {
        Work.compute(0.1);
        return prices.price(200).join(); // poolscope: here
    }

    @GetMapping("/common-pool-join/composed")
    CompletableFuture<String> composed() {
        return CompletableFuture.supplyAsync(() -> Work.compute(0.1)).thenCompose(order -> prices.price(200));
    }
}
