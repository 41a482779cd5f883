package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Severity;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SlowQueueTest {
    /** Four busy workers, 40 ms a task, 120 arrivals a second. */
    private static PoolOf busy() {
        return PoolOf.name("orders")
                .running(4)
                .fixed(4)
                .cpuShare(0.1)
                .queue(80, 700)
                .waitP99(600)
                .runMean(40)
                .flow(100, 120);
    }

    private static Assessment after(int looks, IntFunction<PoolOf> pool) {
        return Snapshots.judged(
                Snapshots.times(looks, look -> Snapshots.look(look).pool(pool.apply(look))));
    }

    private static List<Finding> findings(int looks, IntFunction<PoolOf> pool) {
        return after(looks, pool).findings();
    }

    @Test
    void printsLittlesLaw() {
        Assessment last = after(10, look -> busy());
        Finding finding = last.findings().get(0);
        assertThat(finding.rule()).isEqualTo("slow-queue");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.title())
                .isEqualTo("tasks wait long for a worker of orders: p99 600 ms, the oldest 700 ms; orders has too few"
                        + " workers for what arrives");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "queue 80, oldest 700 ms; size 4 of core 4: cannot grow; wait p99 600 ms",
                        "all 4 workers of orders run, 0 blocked: orders has too few workers for what arrives",
                        "120 tasks a second x 40 ms each = 4.8 workers needed, 4 there",
                        "fix: raise orders to 5 workers, or shorten its tasks");
        assertThat(last.verdicts())
                .containsEntry("orders", new PoolVerdict(PoolVerdict.State.SATURATED, PoolVerdict.Cause.UNDERSIZED));
    }

    @Test
    void headAloneIsEnough() {
        IntFunction<PoolOf> old =
                look -> PoolOf.name("orders").running(4).fixed(4).queue(9, 1000).cpuShare(0.9);
        assertThat(findings(10, old)).hasSize(1);
        assertThat(findings(9, old)).isEmpty();
        assertThat(findings(
                        10, look -> PoolOf.name("orders").running(4).fixed(4).queue(9, 999)))
                .isEmpty();
    }

    @Test
    void infoAfterFiveLooksOfANoticeableWait() {
        IntFunction<PoolOf> some = look -> busy().queue(8, 90).waitP99(200);
        assertThat(findings(5, some)).extracting(Finding::severity).containsExactly(Severity.INFO);
        assertThat(findings(4, some)).isEmpty();
        assertThat(findings(5, look -> busy().queue(8, 90).waitP99(199))).isEmpty();
        assertThat(findings(5, look -> busy().queue(8, 90).waitP99(99).runMean(1)))
                .isEmpty();
    }

    @Test
    void silentForTheMemoryOfABurst() {
        // The window's p99 is still high, but nobody waits any more.
        assertThat(findings(16, look -> busy().queue(0, 0))).isEmpty();
        assertThat(findings(16, look -> busy().queue(1, 5))).isEmpty();
    }

    @Test
    void silentForABurstThatDrains() {
        assertThat(findings(10, look -> busy().queue(1100 - 100 * look, 3000))).isEmpty();
        assertThat(findings(10, look -> busy().queue(1100 + look, 3000))).hasSize(1);
    }

    @Test
    void silentWhilePaused() {
        Snapshots[] looks = Snapshots.times(
                10,
                look -> Snapshots.look(look)
                        .pool(PoolOf.name("orders").running(4).fixed(4).queue(9, 1000))
                        .paused(look == 9 ? 800 : 0));
        assertThat(Snapshots.judged(looks).findings()).isEmpty();
    }

    @Test
    void starvationTellsItInstead() {
        List<Finding> findings = findings(
                12,
                look -> PoolOf.name("orders")
                        .blocked(4, WaitOf.join(Snapshots.at("A", "a", 1)))
                        .fixed(4)
                        .queue(50, 9000)
                        .waitP99(9000));
        assertThat(findings).extracting(Finding::rule).containsExactly("pool-starvation");
        assertThat(findings.get(0).evidence()).containsEntry("also", List.of("slow-queue"));
    }
}
