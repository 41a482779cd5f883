package io.poolscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Severity;
import io.poolscope.report.Samples;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnoseTextTest {
    private static final Paper PLAIN = new Paper(80, false, true);

    private static String text(Paper paper, Assessment seen) {
        return new DiagnoseText(paper, ZoneOffset.UTC).of(seen);
    }

    private static Assessment healthy() {
        return Samples.assess(
                List.of(Samples.pool("p1", "mails").workers(4, 0).build()),
                List.of(),
                Map.of("p1", new PoolVerdict(PoolVerdict.State.HEALTHY, null)),
                List.of(),
                List.of());
    }

    @Test
    void theVerdictIsTheFirstSentence() {
        assertThat(text(PLAIN, Samples.rich()))
                .startsWith("CRITICAL: all 16 workers of orders wait for tasks that are queued behind them.\n");
    }

    @Test
    void aDeadlockIsToldWithItsChainWithWhatToDoAndWithWhatToChange() {
        assertThat(text(new Paper(160, false, true), Samples.rich()))
                .containsSubsequence(
                        "CRITICAL pool-deadlock pool=orders (proved) since 14:02:11, 48 s",
                        "who waits for whom:",
                        "    1. orders-1 waits for TaxLookup",
                        "    2. TaxLookup is queued in orders",
                        "what to do now:",
                        "poolscope report 4711 -o deadlock.html",
                        "restart this JVM",
                        "what to change:",
                        "run TaxLookup on another executor",
                        "pool orders: deadlocked (blocked), 16 of 16 workers blocked, 0 running",
                        "75 %  future in CompletableFuture.join at",
                        "com.acme.orders.PriceService.price(PriceService.java:88): 16 workers now, the longest since",
                        "waits for com.acme.orders.TaxLookup, queued in this same pool",
                        "What could not be seen",
                        "Not judged (no probes): tiny-tasks",
                        "Probes (off, switched off): submit-site",
                        "Dropped: 1 errors.judge, 3 stacks");
    }

    @Test
    void onlyWhatIsProvedIsCalledFinal() {
        Finding sure = Samples.deadlock();
        Finding likely = new Finding(
                sure.id(),
                sure.rule(),
                sure.severity(),
                sure.pool(),
                sure.poolId(),
                sure.site(),
                sure.title(),
                sure.details(),
                sure.explanation(),
                sure.fix(),
                false,
                sure.evidence(),
                sure.chain(),
                sure.stack(),
                sure.sites(),
                sure.firstSeen(),
                true,
                sure.lastSeen(),
                sure.count(),
                true,
                null);
        String text = text(PLAIN, Samples.assess(List.of(), List.of(), Map.of(), List.of(likely), List.of()));
        assertThat(text)
                .doesNotContain("nothing in it can end")
                .contains("look once more")
                .contains("since before");
    }

    @Test
    void ofAHealthyJvmOneLineTellsWhatWasLookedAtAndWhatWasNotJudged() {
        assertThat(text(new Paper(300, false, true), healthy()))
                .isEqualTo(
                        "Healthy: no pool is stuck or waits too long (looked at 1 pool, 4 workers, 3000 samples, 60 s)."
                                + " Not judged (no probes): tiny-tasks; dropped: 1 errors.judge, 3 stacks.\n");
        assertThat(DiagnoseText.critical(healthy())).isFalse();
    }

    @Test
    void noPoolIsNoHealth() {
        assertThat(text(PLAIN, Samples.empty())).startsWith("Nothing to judge").doesNotContain("ealthy");
    }

    @Test
    void aSickPoolWithoutAFindingIsNotHealthy() {
        Assessment seen = Samples.assess(
                List.of(Samples.pool("p1", "mails").build()),
                List.of(),
                Map.of("p1", new PoolVerdict(PoolVerdict.State.SATURATED, PoolVerdict.Cause.CPU)),
                List.of(),
                List.of());
        assertThat(text(PLAIN, seen))
                .startsWith("No finding, but not every pool is healthy")
                .contains("saturated (cpu)");
    }

    @Test
    void whatIsOverOrAcceptedIsToldButNotTheVerdict() {
        Finding over = Samples.with(Samples.deadlock(), Severity.CRITICAL, false);
        Assessment seen = Samples.assess(List.of(), List.of(), Map.of(), List.of(over), List.of());
        assertThat(DiagnoseText.critical(seen)).isFalse();
        assertThat(text(PLAIN, seen)).contains("ended: pool-deadlock").doesNotContain("CRITICAL");
    }

    @Test
    void whatWasSeenAMomentAgoIsNoHealth() {
        Finding gone = Samples.with(Samples.deadlock(), Severity.CRITICAL, false);
        Assessment seen = Samples.assess(
                List.of(Samples.pool("p1", "mails").build()),
                List.of(),
                Map.of("p1", new PoolVerdict(PoolVerdict.State.HEALTHY, null)),
                List.of(gone),
                List.of());
        assertThat(text(PLAIN, seen))
                .startsWith("Nothing at this moment, but a moment ago: all 16 workers of orders")
                .contains("ended: pool-deadlock")
                .doesNotContain("Healthy");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120})
    void linesAreBrokenAtBlanks(int width) {
        assertThat(text(new Paper(width, false, true), Samples.rich()).lines())
                .allSatisfy(line -> assertThat(
                                line.length() <= width || !line.strip().matches("\\S+ \\S+ .*"))
                        .as(line)
                        .isTrue());
    }

    @Test
    void tellsWhatFreeingAPlaceIsWorth() {
        assertThat(text(new Paper(200, false, true), Samples.rich()))
                .contains("16 workers carry up to 80 tasks/s")
                .contains("without this wait 0.0 ms a task, up to 800 tasks/s instead of 80");
    }

    @Test
    void colourAndMoreThanAsciiAreUsedOnlyWhereAllowed() {
        assertThat(text(PLAIN, Samples.rich())).doesNotContain("\u001b");
        assertThat(text(new Paper(80, true, true), Samples.rich()))
                .contains("\u001b[1;31m")
                .contains("\u001b[0m");
        Map<String, String> terminal = Map.of("TERM", "xterm", "LANG", "de_DE.UTF-8", "COLUMNS", "120");
        assertThat(Paper.of(terminal, true, false)).isEqualTo(new Paper(120, true, true));
        assertThat(Paper.of(terminal, true, true).colour()).isFalse();
        assertThat(Paper.of(terminal, false, false).colour()).isFalse();
        assertThat(Paper.of(Map.of("TERM", "dumb"), true, false)).isEqualTo(new Paper(80, false, false));
        assertThat(Paper.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true, false)
                        .colour())
                .isFalse();
        assertThat(new Paper(80, false, false).safe("é…")).isEqualTo("\\u00e9...");
    }
}
