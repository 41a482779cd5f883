package io.poolscope.demo.mistake;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Threads;
import io.poolscope.demo.scenario.Scenario;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * A reservation is made inside {@code compute} of a map, and waits there for a reply: the map's lock is held meanwhile, and who
 * wants the same key stands behind it. The twin asks first, and takes the lock when it has the answer.
 *
 * @shows a lock across a wait: compute() of a map waits for a reply, others stand behind it
 * @expect mode=load-test rule=lock-held-while-waiting severity=critical pool=reservations site=LockedReservation.ask
 *     also=blocking-wait
 */
@Scenario(
        name = "locked-reservation",
        path = "/locked-reservation/bad",
        fixed = "/locked-reservation/fixed",
        inFlight = 4,
        seconds = 14)
class LockedReservation implements Mistake {

    private final PriceClient prices;
    private final ExecutorService pool = Threads.fixed("reservations", 8);
    private final ConcurrentHashMap<String, String> reserved = new ConcurrentHashMap<>();

    LockedReservation(PriceClient prices) {
        this.prices = prices;
    }

    @Override
    @GetMapping("/locked-reservation/bad")
    public CompletableFuture<String> bad() {
        return CompletableFuture.supplyAsync(() -> reserved.compute("seat", (seat, before) -> ask()), pool);
    }

    private String ask() {
        return prices.price(200).join(); // poolscope: here
    }

    @Override
    @GetMapping("/locked-reservation/fixed")
    public CompletableFuture<String> fixed() {
        return prices.price(200).thenApplyAsync(price -> reserved.compute("seat", (seat, before) -> price), pool);
    }
}
