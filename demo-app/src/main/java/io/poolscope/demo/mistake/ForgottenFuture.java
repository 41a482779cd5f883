package io.poolscope.demo.mistake;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Threads;
import io.poolscope.demo.scenario.Scenario;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * A booking is submitted and its future dropped. It fails, and nobody will ever know. The twin looks at how it ended.
 *
 * @shows fire and forget: a submitted task fails, and nobody reads its future
 * @expect mode=load-test rule=lost-exception severity=info pool=bookings site=ForgottenFuture.bad
 */
@Scenario(
        name = "forgotten-future",
        path = "/forgotten-future/bad",
        fixed = "/forgotten-future/fixed",
        rate = 4,
        seconds = 14)
class ForgottenFuture implements Mistake {

    private static final Logger LOG = LoggerFactory.getLogger(ForgottenFuture.class);

    private final PriceClient prices;
    private final ExecutorService pool = Threads.fixed("bookings", 4);

    ForgottenFuture(PriceClient prices) {
        this.prices = prices;
    }

    @Override
    @GetMapping("/forgotten-future/bad")
    public CompletableFuture<String> bad() {
        pool.submit(this::book); // poolscope: here
        return CompletableFuture.completedFuture("accepted");
    }

    @Override
    @GetMapping("/forgotten-future/fixed")
    public CompletableFuture<String> fixed() {
        CompletableFuture.runAsync(this::book, pool).whenComplete((booked, failure) -> {
            if (failure != null) {
                LOG.info("not booked: {}", failure.getMessage());
            }
        });
        return CompletableFuture.completedFuture("accepted");
    }

    private void book() {
        throw new IllegalArgumentException("no such account: " + prices.readPrice(5));
    }
}
