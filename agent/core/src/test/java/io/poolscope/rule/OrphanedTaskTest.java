package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Orphans;
import io.poolscope.snapshot.Orphans.How;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrphanedTaskTest {
    private static final CodeLocation GET = Snapshots.at("PriceService", "price", 88);
    private static final CodeLocation SUBMIT = Snapshots.at("PriceService", "ask", 70);

    private static Orphans orphans(String pool, How how, int count, double burntMs) {
        return new Orphans(pool, GET, how, "com.acme.orders.Quote", SUBMIT, count, 2, burntMs);
    }

    private static List<Finding> judged(Orphans orphans) {
        return Snapshots.judged(Snapshots.look(1)
                        .probes("given-up", "task")
                        .pool(PoolOf.name("orders").running(2).limits(8, 8, 8))
                        .fact(orphans))
                .findings();
    }

    @Test
    void tellsWhoGaveUpWhereAndWhatItCosts() {
        Finding finding = judged(orphans("orders", How.TIMED_OUT, 5, 3_200)).get(0);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.pool()).isEqualTo("orders");
        assertThat(finding.site()).isEqualTo(GET);
        assertThat(finding.title())
                .isEqualTo("5 tasks of orders ran on for nobody after a get with a time limit gave up at"
                        + " PriceService.java:88: 3.2 s of worker time in 1 min");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "5 tasks ran on at least 100 ms after a get with a time limit gave up at"
                                + " com.acme.orders.PriceService.price(PriceService.java:88); 2 run still",
                        "     task      com.acme.orders.Quote, submitted at PriceService.ask(PriceService.java:70)",
                        "3.2 s of worker time of orders (2 workers) went there in 1 min, with nobody waiting",
                        "fix: cancel(true) the future when get gives up at PriceService.java:88, and let Quote end when"
                                + " it is interrupted, or give it the same time limit");
    }

    @Test
    void fewAndShortOnesAreInfo() {
        assertThat(judged(orphans("orders", How.CANCELLED, 4, 4_999)).get(0).severity())
                .isEqualTo(Severity.INFO);
        assertThat(judged(orphans("orders", How.CANCELLED, 1, 5_000)).get(0).severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void saysThatACompletableFutureInterruptsNobody() {
        assertThat(judged(orphans("orders", How.LIMITED, 1, 100)).get(0).fix())
                .endsWith("a CompletableFuture never interrupts what completes it");
    }

    @Test
    void silentForAPoolThatIsGone() {
        assertThat(judged(orphans("gone", How.TIMED_OUT, 9, 9_000))).isEmpty();
    }
}
