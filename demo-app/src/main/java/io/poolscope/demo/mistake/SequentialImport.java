package io.poolscope.demo.mistake;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Threads;
import io.poolscope.demo.scenario.Scenario;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * An import makes six calls that do not depend on each other, each after the answer to the one before: 820 ms, where 140 ms
 * would do. The field report behind it: 8.2 s and 1.4 s.
 *
 * @predict overlapped
 * @shows sequential waits: six independent calls, one after the other
 * @expect mode=load-test rule=sequential-waits pool=imports site=SequentialImport.collect also=blocking-wait
 */
@Scenario(
        name = "sequential-import",
        path = "/sequential-import/bad",
        fixed = "/sequential-import/fixed",
        inFlight = 4,
        seconds = 16)
class SequentialImport implements Mistake {

    private final PriceClient prices;
    private final ExecutorService pool = Threads.fixed("imports", 4);

    SequentialImport(PriceClient prices) {
        this.prices = prices;
    }

    @Override
    @GetMapping("/sequential-import/bad")
    public CompletableFuture<String> bad() {
        return CompletableFuture.supplyAsync(this::collect, pool);
    }

    private String collect() {
        String customer = prices.price(140).join(); // poolscope: here
        String address = prices.price(130).join(); // poolscope: here
        String orders = prices.price(140).join(); // poolscope: here
        String invoices = prices.price(140).join(); // poolscope: here
        String stock = prices.price(130).join(); // poolscope: here
        String history = prices.price(140).join(); // poolscope: here
        return customer + address + orders + invoices + stock + history;
    }

    @Override
    @GetMapping("/sequential-import/fixed")
    public CompletableFuture<String> fixed() {
        return Stream.of(140, 130, 140, 140, 130, 140)
                .map(prices::price)
                .reduce((one, other) -> one.thenCombine(other, String::concat))
                .orElseThrow()
                .thenApplyAsync(String::strip, pool);
    }
}
