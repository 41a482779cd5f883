package io.poolscope.demo.mistake;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.scenario.Scenario;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Two suppliers are asked, and each completes the same promise: what the later one says is dropped, its failure too. The twin
 * lets the promise be made of both.
 *
 * @shows misuse of a promise: completed twice, the second answer is lost without a word
 * @expect mode=load-test rule=promise-misuse severity=info pool=* site=TwiceCompleted.answer
 */
@Scenario(
        name = "twice-completed",
        path = "/twice-completed/bad",
        fixed = "/twice-completed/fixed",
        rate = 20,
        seconds = 14)
class TwiceCompleted implements Mistake {

    private final PriceClient prices;

    TwiceCompleted(PriceClient prices) {
        this.prices = prices;
    }

    @Override
    @GetMapping("/twice-completed/bad")
    public CompletableFuture<String> bad() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        prices.price(10).thenAccept(price -> answer(answer, price));
        prices.price(20).thenAccept(price -> answer(answer, price));
        return answer;
    }

    private static void answer(CompletableFuture<String> promise, String price) {
        promise.complete(price); // poolscope: here
    }

    @Override
    @GetMapping("/twice-completed/fixed")
    public CompletableFuture<String> fixed() {
        return prices.price(10).applyToEither(prices.price(20), price -> price);
    }
}
