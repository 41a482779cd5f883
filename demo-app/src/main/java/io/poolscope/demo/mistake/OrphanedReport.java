package io.poolscope.demo.mistake;

import io.poolscope.demo.PriceClient;
import io.poolscope.demo.Threads;
import io.poolscope.demo.scenario.Scenario;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * A report takes 600 ms and its reader gives up after 100 ms. Nobody tells the worker, which writes it to the end; the twin
 * stops at its next page.
 *
 * @shows missing cancellation: the reader gave up, the work runs on for nobody
 * @expect mode=load-test rule=orphaned-task pool=reports site=OrphanedReport.bad
 */
@Scenario(
        name = "orphaned-report",
        path = "/orphaned-report/bad",
        fixed = "/orphaned-report/fixed",
        rate = 10,
        seconds = 14)
class OrphanedReport implements Mistake {

    private static final int PAGES = 15;

    private final PriceClient prices;
    private final ExecutorService pool = Threads.fixed("reports", 8);

    OrphanedReport(PriceClient prices) {
        this.prices = prices;
    }

    @Override
    @GetMapping("/orphaned-report/bad")
    public CompletableFuture<String> bad() {
        CompletableFuture<String> report =
                CompletableFuture.supplyAsync(() -> write(new AtomicBoolean()), pool); // poolscope: here
        return report.orTimeout(100, TimeUnit.MILLISECONDS).exceptionally(late -> "come back later"); // poolscope: here
    }

    @Override
    @GetMapping("/orphaned-report/fixed")
    public CompletableFuture<String> fixed() {
        AtomicBoolean unwanted = new AtomicBoolean();
        return CompletableFuture.supplyAsync(() -> write(unwanted), pool)
                .orTimeout(100, TimeUnit.MILLISECONDS)
                .whenComplete((report, late) -> unwanted.set(true))
                .exceptionally(late -> "come back later");
    }

    private String write(AtomicBoolean unwanted) {
        StringBuilder report = new StringBuilder();
        for (int page = 0; page < PAGES && !unwanted.get(); page++) {
            report.append(prices.readPrice(40));
        }
        return report.toString();
    }
}
