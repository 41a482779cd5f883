package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.LongRun;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.Stack;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CpuHogTest {
    private static final CodeLocation ENTRY = Snapshots.at("ReportJob", "run", 12);
    private static final CodeLocation PLACE = Snapshots.at("Pivot", "fill", 90);

    private static LongRun run(String pool, int worker, double ms, @Nullable CodeLocation entry, CodeLocation place) {
        return new LongRun(
                pool,
                PoolOf.threadId(pool, worker),
                pool + "-" + worker,
                entry,
                place,
                new Stack("1", List.of()),
                ms,
                13);
    }

    private static Snapshots pool(PoolKind kind) {
        return Snapshots.look(90)
                .pool(PoolOf.name("reports").kind(kind).running(2, 70_000).idle(2));
    }

    private static List<Finding> judged(Snapshots look) {
        return Snapshots.judged(look).findings().stream()
                .filter(finding -> finding.rule().equals("cpu-hog"))
                .toList();
    }

    @Test
    void raisedByAMinuteOnTheCpuAtOnePlace() {
        assertThat(judged(pool(PoolKind.THREAD_POOL).fact(run("reports", 1, 59_999, ENTRY, PLACE))))
                .isEmpty();
        List<Finding> findings = judged(pool(PoolKind.THREAD_POOL).fact(run("reports", 1, 60_000, ENTRY, PLACE)));
        assertThat(findings).hasSize(1);
        Finding finding = findings.get(0);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.site()).isEqualTo(PLACE);
        assertThat(finding.title())
                .isEqualTo(
                        "1 of 4 workers of reports has used the CPU for 1 min in one task at Pivot.java:90 (reports-1)");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "reports-1 of reports has been in this task for 1 min 10 s",
                        "13 stacks of it, most of them at com.acme.orders.Pivot.fill(Pivot.java:90)",
                        "called from com.acme.orders.ReportJob.run(ReportJob.java:12)",
                        "fix: look at the loop at Pivot.fill(Pivot.java:90): bound it, cut the work into tasks, or run it on"
                                + " an executor of its own instead of reports");
    }

    @Test
    void silentForAWorkerThatRunsLongWithoutAPlace() {
        assertThat(judged(pool(PoolKind.THREAD_POOL))).isEmpty();
    }

    @Test
    void workersAtOnePlaceAreOneFinding() {
        Snapshots look = pool(PoolKind.THREAD_POOL)
                .fact(run("reports", 1, 61_000, ENTRY, PLACE))
                .fact(run("reports", 2, 62_000, ENTRY, PLACE));
        assertThat(judged(look))
                .singleElement()
                .satisfies(finding -> assertThat(finding.title())
                        .startsWith("2 of 4 workers of reports have used the CPU for 1 min 2 s in one task"));
    }

    @Test
    void anEventLoopIsToldByItsOwnRuleWhichNamesTheLine() {
        Snapshots look = pool(PoolKind.EVENT_LOOP).fact(run("reports", 1, 1000, ENTRY, PLACE));
        assertThat(Snapshots.judged(look).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("event-loop-blocked");
            assertThat(finding.site()).isEqualTo(ENTRY);
            assertThat(finding.title())
                    .isEqualTo("2 of 4 event loops of reports have been inside one handler for up to 1 min 10 s"
                            + " (reports-1) at ReportJob.java:12");
            assertThat(finding.details())
                    .contains(
                            "the handler is at com.acme.orders.ReportJob.run(ReportJob.java:12)",
                            "in 13 stacks most often at com.acme.orders.Pivot.fill(Pivot.java:90)");
            assertThat(finding.fix())
                    .startsWith("move what ReportJob.run(ReportJob.java:12) computes to an executor of its own");
            assertThat(finding.evidence().get("also")).asString().contains("cpu-hog");
        });
    }

    @Test
    void onAnEventLoopASecondIsEnoughAndAWarning() {
        RuleSettings without = new RuleSettings(
                false,
                Set.of("event-loop-blocked"),
                RuleSettings.defaults().thresholds(),
                RuleSettings.defaults().logRepeat(),
                List.of());
        Snapshots look = pool(PoolKind.EVENT_LOOP).fact(run("reports", 1, 1000, ENTRY, PLACE));
        assertThat(Snapshots.judged(new Judge(without), look).findings())
                .extracting(Finding::rule, Finding::severity)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("cpu-hog", Severity.WARNING));
        assertThat(Snapshots.judged(
                                new Judge(without),
                                pool(PoolKind.EVENT_LOOP).fact(run("reports", 1, 999, ENTRY, PLACE)))
                        .findings())
                .isEmpty();
    }
}
