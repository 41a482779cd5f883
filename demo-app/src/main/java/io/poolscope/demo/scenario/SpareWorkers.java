package io.poolscope.demo.scenario;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The nested submit of {@link NestedSubmit}, one at a time in a pool of eight: it goes well because six workers are spare,
 * and it will until eight come at once.
 *
 * @shows nested submits that go well only because workers are spare: the deadlock that has not happened yet
 * @expect rule=starvation-hazard severity=info pool=quotes site=SpareWorkers.quote
 * @expect mode=load-test rule=starvation-hazard severity=warning pool=quotes site=SpareWorkers.quote
 */
@Scenario(
        name = "spare-workers",
        path = "/spare-workers/blocking",
        fixed = "/spare-workers/composed",
        rate = 2,
        seconds = 15)
class SpareWorkers {

    private final PriceClient prices;
    private final ExecutorService pool = Threads.fixed("quotes", 8);

    SpareWorkers(PriceClient prices) {
        this.prices = prices;
    }

    @GetMapping("/spare-workers/blocking")
    CompletableFuture<String> blocking() {
        return CompletableFuture.supplyAsync(this::quote, pool);
    }

    private String quote() {
        Future<String> price = pool.submit(() -> prices.readPrice(50));
        try {
            return price.get(); // poolscope: here
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @GetMapping("/spare-workers/composed")
    CompletableFuture<String> composed() {
        return CompletableFuture.supplyAsync(() -> prices.readPrice(50), pool);
    }
}
