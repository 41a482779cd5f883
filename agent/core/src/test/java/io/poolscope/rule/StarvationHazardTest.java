package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StarvationHazardTest {
    private static final CodeLocation JOIN = Snapshots.at("PriceService", "price", 88);
    private static final String CF = "java.util.concurrent.CompletableFuture.join";
    private static final RuleSettings LOAD_TEST =
            new RuleSettings(true, Set.of(), Map.of(), Duration.ofSeconds(60), List.of());

    private static PoolOf pool(String call) {
        return PoolOf.name("orders").idle(4).fixed(4).nested(JOIN, call, 2, 7, "com.acme.orders.TaxLookup");
    }

    private static Snapshots look(PoolOf pool) {
        return Snapshots.look(1).probes("task", "completable-future-get").pool(pool);
    }

    @Test
    void tellsDepthSizeAndSpare() {
        Finding finding = Snapshots.judged(look(pool(CF))).findings().get(0);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.evidence())
                .containsEntry("depth", 2)
                .containsEntry("size", 4)
                .containsEntry("spare", 2);
        assertThat(finding.title())
                .isEqualTo(
                        "tasks of orders wait for tasks of orders at PriceService.java:88: nesting 2, size 4, spare 2");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "7 waits in CompletableFuture.join at com.acme.orders.PriceService.price(PriceService.java:88) for"
                                + " TaxLookup that runs in orders itself",
                        "nesting depth 2, size 4, spare 2: it went well because workers were free",
                        "4 such waits at once leave no worker for TaxLookup",
                        "fix: run TaxLookup on another executor than orders, or compose with thenCompose instead of join at"
                                + " PriceService.java:88");
    }

    @Test
    void warningInLoadTestAndThenItTellsTheBlockingWaitToo() {
        Snapshots look = look(pool(CF).running(1)).site("orders", JOIN, 90_000, 400, 0);
        List<Finding> loadTest = Snapshots.judged(new Judge(LOAD_TEST), look).findings();
        assertThat(loadTest).extracting(Finding::rule).containsExactly("starvation-hazard");
        assertThat(loadTest.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(loadTest.get(0).evidence()).containsEntry("also", List.of("blocking-wait"));
        List<Finding> production = Snapshots.judged(look).findings();
        assertThat(production).extracting(Finding::rule).containsExactly("blocking-wait");
        assertThat(production.get(0).evidence()).containsEntry("also", List.of("starvation-hazard"));
    }

    @Test
    void silentWhereAForkJoinPoolHelpsOrThePoolHasNoLimit() {
        assertThat(Snapshots.judged(look(pool(CF).kind(PoolKind.FORK_JOIN))).findings())
                .isEmpty();
        assertThat(Snapshots.judged(
                                look(pool("java.util.concurrent.FutureTask.get").kind(PoolKind.FORK_JOIN)))
                        .findings())
                .hasSize(1);
        assertThat(Snapshots.judged(look(pool(CF).limits(0, null, null))).findings())
                .isEmpty();
    }

    @Test
    void saysWhichProbesItLacks() {
        Assessment blind = Snapshots.judged(Snapshots.look(1).probes("task").pool(pool(CF)));
        assertThat(blind.findings()).isEmpty();
        assertThat(blind.notEvaluated())
                .contains(new Assessment.NotEvaluated(
                        "starvation-hazard", "needs the probe completable-future-get or future-get, which is off"));
        assertThat(Snapshots.judged(
                                Snapshots.look(1).probes("task", "future-get").pool(pool(CF)))
                        .findings())
                .hasSize(1);
    }
}
