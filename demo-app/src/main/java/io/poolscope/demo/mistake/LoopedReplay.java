package io.poolscope.demo.mistake;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Threads;
import io.poolscope.demo.scenario.Scenario;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * A replay sends thirteen events one by one and waits for each: 940 ms. In one batch they take as long as one: 72 ms. The field
 * report behind it: 9.4 s and 720 ms.
 *
 * @predict overlapped
 * @shows waits in a loop: one round trip for each element, where one for all would do
 * @expect mode=load-test rule=waits-in-loop pool=replays site=LoopedReplay.replay also=blocking-wait|sequential-waits
 */
@Scenario(
        name = "looped-replay",
        path = "/looped-replay/bad",
        fixed = "/looped-replay/fixed",
        inFlight = 4,
        seconds = 16)
class LoopedReplay implements Mistake {

    private static final int EVENTS = 13;

    private final PriceClient prices;
    private final ExecutorService pool = Threads.fixed("replays", 4);

    LoopedReplay(PriceClient prices) {
        this.prices = prices;
    }

    @Override
    @GetMapping("/looped-replay/bad")
    public CompletableFuture<String> bad() {
        return CompletableFuture.supplyAsync(this::replay, pool);
    }

    private String replay() {
        StringBuilder replies = new StringBuilder();
        for (int event = 0; event < EVENTS; event++) {
            replies.append(prices.price(72).join()); // poolscope: here
        }
        return replies.toString();
    }

    @Override
    @GetMapping("/looped-replay/fixed")
    public CompletableFuture<String> fixed() {
        return prices.price(72).thenApplyAsync(reply -> reply.repeat(EVENTS), pool);
    }
}
