package io.poolscope.demo.scenario;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Work;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Three tasks at a time in the common pool (parallelism 4, set where the JVM is started), each waiting for an asynchronous
 * reply. A fork-join pool makes up for {@code join} by first letting its active workers shrink to one, and only then with
 * spare threads: whoever shares the pool, parallel streams for one, has one worker of four left. More at a time would bring
 * the spares, and a thread for each wait. Without that setting JDK 17 gives {@code supplyAsync} a thread per task where
 * there are fewer than three processors.
 *
 * @shows join() in the common pool: three of four workers wait, everything else in the JVM that uses it has one left
 * @jvm -Djava.util.concurrent.ForkJoinPool.common.parallelism=4
 * @expect rule=blocking-wait pool=ForkJoinPool.commonPool site=CommonPoolJoin.quote
 */
@Scenario(
        name = "common-pool-join",
        path = "/common-pool-join/blocking",
        fixed = "/common-pool-join/composed",
        inFlight = 3,
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
