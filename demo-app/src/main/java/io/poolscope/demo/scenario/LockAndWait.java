package io.poolscope.demo.scenario;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Four reservations at once in a pool of eight: one holds the lock and waits 200 ms for a reply, the others wait for the lock.
 * Five a second, whatever the number of threads.
 *
 * @shows a lock held while waiting for a reply: one worker waits, the others wait for its lock
 * @expect rule=lock-held-while-waiting severity=critical pool=inventory site=LockAndWait.reserve also=blocking-wait
 */
@Scenario(
        name = "lock-and-wait",
        path = "/lock-and-wait/blocking",
        fixed = "/lock-and-wait/composed",
        inFlight = 4,
        seconds = 12)
class LockAndWait {

    private final PriceClient prices;
    private final ExecutorService pool = Threads.fixed("inventory", 8);
    private final Object stock = new Object();
    private int reserved;

    LockAndWait(PriceClient prices) {
        this.prices = prices;
    }

    @GetMapping("/lock-and-wait/blocking")
    CompletableFuture<Integer> blocking() {
        return CompletableFuture.supplyAsync(this::reserve, pool);
    }

    private int reserve() {
        synchronized (stock) {
            String price = prices.price(200).join(); // poolscope: here
            return price.isEmpty() ? reserved : ++reserved;
        }
    }

    @GetMapping("/lock-and-wait/composed")
    CompletableFuture<Integer> composed() {
        return prices.price(200).thenApplyAsync(this::count, pool);
    }

    private int count(String price) {
        synchronized (stock) {
            return price.isEmpty() ? reserved : ++reserved;
        }
    }
}
