package io.poolscope.demo.scenario;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Work;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Thirty workers, each waiting 200 ms for an asynchronous reply: 150 orders a second and not one more. At 190 a second the
 * queue grows by 40 tasks a second and latency climbs from 200 ms to 4 s, while CPU and downstream idle. Tomcat's threads
 * are free all the time: the controller returns a future.
 *
 * @shows join() on the reply of an asynchronous call: 30 of 30 workers wait, latency climbs from 200 ms to 4 s, CPU idle
 * @expect rule=pool-starvation severity=critical pool=orders site=SyncOverAsync.quote also=blocking-wait|slow-queue
 */
@Scenario(
        name = "sync-over-async",
        path = "/sync-over-async/blocking",
        fixed = "/sync-over-async/composed",
        rate = 190,
        seconds = 16)
class SyncOverAsync {

    private final PriceClient prices;
    private final ThreadPoolTaskExecutor orders;

    SyncOverAsync(PriceClient prices, ThreadPoolTaskExecutor orders) {
        this.prices = prices;
        this.orders = orders;
    }

    @GetMapping("/sync-over-async/blocking")
    CompletableFuture<String> blocking() {
        return CompletableFuture.supplyAsync(this::quote, orders);
    }

    private String quote() {
        Work.compute(0.1);
        return prices.price(200).join(); // poolscope: here
    }

    @GetMapping("/sync-over-async/composed")
    CompletableFuture<String> composed() {
        return CompletableFuture.supplyAsync(() -> Work.compute(0.1), orders).thenCompose(order -> prices.price(200));
    }

    @Configuration
    static class Pools {

        @Bean
        ThreadPoolTaskExecutor orders() {
            ThreadPoolTaskExecutor orders = new ThreadPoolTaskExecutor();
            orders.setThreadNamePrefix("orders-");
            orders.setCorePoolSize(30);
            orders.setDaemon(true);
            return orders;
        }
    }
}
