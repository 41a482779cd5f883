package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Offload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PointlessOffloadTest {
    private static final CodeLocation JOIN = Snapshots.at("PriceEndpoint", "price", 22);
    private static final RuleSettings LOAD_TEST =
            new RuleSettings(true, Set.of(), Map.of(), Duration.ofSeconds(60), List.of());

    private static Snapshots look(long waits, double waitMs, double gapMs) {
        return Snapshots.look(1)
                .probes("submit-site", "completable-future-get")
                .pool(PoolOf.name("web").idle(4).fixed(4))
                .fact(new Offload(
                        "web", JOIN, "java.util.concurrent.CompletableFuture.join", waits, waitMs, gapMs, null));
    }

    @Test
    void tellsHowOftenAndHowMuchOfItWasWaiting() {
        List<Finding> findings = Snapshots.judged(look(50, 490, 10)).findings();
        assertThat(findings).hasSize(1);
        Finding finding = findings.get(0);
        assertThat(finding.rule()).isEqualTo("pointless-offload");
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.title())
                .isEqualTo(
                        "workers of web hand a job over and wait for it at once at PriceEndpoint.java:22, 50 times in"
                                + " 1 min: two threads for one job");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "50 times in CompletableFuture.join at"
                                + " com.acme.orders.PriceEndpoint.price(PriceEndpoint.java:22), for what the same worker had"
                                + " just handed over",
                        "490 ms of worker time, 10 ms each: 98 % of the time from hand-over to result",
                        "fix: call the job directly at PriceEndpoint.java:22 instead of handing it over, or do not wait:"
                                + " return the CompletableFuture and compose on it; if its executor limits how many run at"
                                + " once, a Semaphore does that too");
        assertThat(Snapshots.judged(new Judge(LOAD_TEST), look(50, 490, 10))
                        .findings()
                        .get(0)
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void justNotEnough() {
        assertThat(Snapshots.judged(look(49, 490, 10)).findings()).isEmpty();
        assertThat(Snapshots.judged(look(50, 890, 110)).findings()).isEmpty();
    }
}
