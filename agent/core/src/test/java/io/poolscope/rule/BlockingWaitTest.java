package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockingWaitTest {
    private static final CodeLocation JOIN = Snapshots.at("PriceService", "price", 88);
    private static final CodeLocation OTHER = Snapshots.at("StockService", "stock", 17);

    private static PoolOf pool() {
        return PoolOf.name("orders")
                .running(1)
                .blocked(1, WaitOf.join(JOIN))
                .idle(2)
                .fixed(4);
    }

    private static List<Finding> findings(double blockedMs, double compensatedMs, long waits, boolean async) {
        return Snapshots.judged(Snapshots.look(1)
                        .pool(pool())
                        .site("orders", JOIN, BlockKind.FUTURE, async, blockedMs, compensatedMs, waits, 1))
                .findings();
    }

    @Test
    void raisedByWorkerTimeOrByNumber() {
        assertThat(findings(12_000, 0, 1, true)).extracting(Finding::severity).containsExactly(Severity.WARNING);
        assertThat(findings(9_999, 0, 99, true)).isEmpty();
        assertThat(findings(10_000, 0, 1, true)).hasSize(1);
        assertThat(findings(9_999, 0, 100, true)).hasSize(1);
    }

    @Test
    void infoUnderFivePercentOfThePoolsTime() {
        // Four workers in 60 s have 240 s.
        assertThat(findings(11_999, 0, 1, true)).extracting(Finding::severity).containsExactly(Severity.INFO);
    }

    @Test
    void silentWhereCompensatedOrNotAsynchronous() {
        assertThat(findings(20_000, 10_001, 50, true)).isEmpty();
        assertThat(findings(20_000, 20_000, 500, true)).isEmpty();
        assertThat(findings(90_000, 0, 500, false)).isEmpty();
    }

    @Test
    void ranksSitesAndPredictsTheGain() {
        PoolOf pool = pool().point("2026-11-20T14:02:01Z", 600).cpuShare(0.05);
        Finding finding = Snapshots.judged(Snapshots.look(1)
                        .pool(pool)
                        .site("other", OTHER, 60_000, 9, 0)
                        .site("orders", JOIN, 48_000, 480, 1)
                        .site("other", Snapshots.at("A", "a", 1), 12_000, 9, 0))
                .findings()
                .get(0);
        assertThat(finding.sites()).containsExactly(2);
        assertThat(finding.title())
                .isEqualTo(
                        "workers of orders lost 48 s in 1 min (20 % of their time) waiting in CompletableFuture.join at"
                                + " PriceService.java:88");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "480 waits of workers of orders in CompletableFuture.join at"
                                + " com.acme.orders.PriceService.price(PriceService.java:88)",
                        "48 s of worker time in 1 min, 20 % of what orders has; 1 of 4 workers waits there now, the longest"
                                + " for 1 s",
                        "rank 2: these 2 of 3 sites hold 90 % of all blocked worker time",
                        "the mean task of orders holds a worker 200 ms, 120 ms without this wait: 4 workers then carry up"
                                + " to 33 tasks a second instead of 20",
                        "fix: return the CompletableFuture from PriceService.price and compose (thenCompose, thenCombine)"
                                + " instead of join at PriceService.java:88; until then give join a time limit");
    }

    @Test
    void libraryPoolsGetAnInfoAtMost() {
        List<Finding> findings = Snapshots.judged(
                        Snapshots.look(1).pool(pool().library()).site("orders", JOIN, 50_000, 500, 1))
                .findings();
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.INFO);
    }

    @Test
    void promisesNoGainWhereTheProcessorsAreTheLimit() {
        PoolOf pool = pool().point("2026-11-20T14:02:01Z", 600).cpuShare(0.9);
        assertThat(Snapshots.body(
                        Snapshots.judged(Snapshots.look(1).cpus(1).pool(pool).site("orders", JOIN, 48_000, 480, 1))
                                .findings()
                                .get(0)))
                .contains("the mean task of orders holds a worker 200 ms, 120 ms without this wait");
    }

    @Test
    void silentForForkAndJoinWithinAPool() {
        Snapshots look = Snapshots.look(1).pool(pool().kind(PoolKind.FORK_JOIN));
        Snapshot joined = look.site("orders", JOIN, 90_000, 500, 1).take();
        WaitSite join = joined.sites().get(0);
        assertThat(judged(joined, call(join, "java.util.concurrent.CompletableFuture.join")))
                .hasSize(1);
        assertThat(judged(joined, call(join, "java.util.concurrent.ForkJoinTask.join")))
                .isEmpty();
    }

    private static List<Finding> judged(Snapshot look, WaitSite site) {
        return new Judge(RuleSettings.defaults())
                .assess(new Snapshot(
                        look.jvm(),
                        look.from(),
                        look.at(),
                        look.look(),
                        0,
                        0,
                        look.coverage(),
                        look.self(),
                        look.pools(),
                        List.of(site),
                        look.graph(),
                        look.facts()))
                .findings();
    }

    private static WaitSite call(WaitSite site, String call) {
        return new WaitSite(
                site.rank(),
                site.pool(),
                site.poolId(),
                site.kind(),
                site.site(),
                call,
                null,
                true,
                site.waits(),
                false,
                site.openWaits(),
                site.longestOpenMs(),
                site.blockedMs(),
                0,
                site.share(),
                null,
                List.of(),
                null,
                null);
    }
}
