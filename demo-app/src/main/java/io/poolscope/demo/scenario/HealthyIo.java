package io.poolscope.demo.scenario;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Fifty requests a second, each a query and 200 ms of reading from a socket: ten of thirty-two workers are blocked at any time,
 * and nobody waits for one.
 *
 * @shows blocking sockets and JDBC in a pool that is large enough: blocked workers, no queue, no finding
 * @expect silent pool=catalog verdict=healthy
 */
@Scenario(name = "healthy-io", path = "/healthy-io", rate = 50, seconds = 12)
class HealthyIo {

    private final PriceClient prices;
    private final JdbcTemplate db;
    private final ExecutorService pool = Threads.fixed("catalog", 32);

    HealthyIo(PriceClient prices, JdbcTemplate db) {
        this.prices = prices;
        this.db = db;
    }

    /** With {@code ms=0} the downstream answers at once, and the processors are all that limits the load. */
    @GetMapping("/healthy-io")
    CompletableFuture<String> product(@RequestParam(name = "ms", defaultValue = "200") int millis) {
        return CompletableFuture.supplyAsync(() -> read(millis), pool);
    }

    private String read(int millis) {
        return db.queryForObject("SELECT name FROM product WHERE id = ?", String.class, 7) + prices.readPrice(millis);
    }
}
