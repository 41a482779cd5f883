package io.poolscope.demo.mistake;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Threads;
import io.poolscope.demo.scenario.Scenario;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * A page is rendered by a helper, and the worker that asked for it stands beside the helper until it is done: two threads for
 * one page.
 *
 * @shows offload and wait: the worker hands its work to another pool and waits for just that
 * @expect mode=load-test rule=pointless-offload pool=pages site=OffloadAndWait.page also=blocking-wait
 */
@Scenario(
        name = "offload-and-wait",
        path = "/offload-and-wait/bad",
        fixed = "/offload-and-wait/fixed",
        rate = 20,
        seconds = 14)
class OffloadAndWait implements Mistake {

    private final PriceClient prices;
    private final ExecutorService pages = Threads.fixed("pages", 8);
    private final ExecutorService helpers = Threads.fixed("helpers", 8);

    OffloadAndWait(PriceClient prices) {
        this.prices = prices;
    }

    @Override
    @GetMapping("/offload-and-wait/bad")
    public CompletableFuture<String> bad() {
        return CompletableFuture.supplyAsync(this::page, pages);
    }

    private String page() {
        try {
            return helpers.submit(() -> prices.readPrice(40)).get(); // poolscope: here
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    @GetMapping("/offload-and-wait/fixed")
    public CompletableFuture<String> fixed() {
        return CompletableFuture.supplyAsync(() -> prices.readPrice(40), pages);
    }
}
