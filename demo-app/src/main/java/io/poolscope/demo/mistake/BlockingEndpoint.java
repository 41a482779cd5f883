package io.poolscope.demo.mistake;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Threads;
import io.poolscope.demo.scenario.Scenario;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * A checkout asks for a price, asynchronously, and waits for it; then it books, for 26 ms. Six workers end 60 of them a
 * second; if none waited for the price, they would end 225. The field report behind it: 1,200 and 4,500 a second.
 *
 * @predict without
 * @shows sync over async: a worker waits for a reply that no worker is needed for
 * @expect mode=load-test rule=blocking-wait pool=checkout site=BlockingEndpoint.checkout also=slow-queue
 */
@Scenario(
        name = "blocking-endpoint",
        path = "/blocking-endpoint/bad",
        fixed = "/blocking-endpoint/fixed",
        inFlight = 40,
        seconds = 14)
class BlockingEndpoint implements Mistake {

    private final PriceClient prices;
    private final ExecutorService pool = Threads.fixed("checkout", 6);

    BlockingEndpoint(PriceClient prices) {
        this.prices = prices;
    }

    @Override
    @GetMapping("/blocking-endpoint/bad")
    public CompletableFuture<String> bad() {
        return CompletableFuture.supplyAsync(this::checkout, pool);
    }

    private String checkout() {
        return book(prices.price(72).join()); // poolscope: here
    }

    @Override
    @GetMapping("/blocking-endpoint/fixed")
    public CompletableFuture<String> fixed() {
        return prices.price(72).thenApplyAsync(this::book, pool);
    }

    private String book(String price) {
        return price + prices.readPrice(26);
    }
}
