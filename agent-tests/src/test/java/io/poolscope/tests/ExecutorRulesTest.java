package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Poolscope;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.SickExecutors;
import io.poolscope.tests.program.WellExecutors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/** Executors that leak, grow, lose their workers, or start tasks late; and those that look as if they did. */
@Isolated("a machine that is short of CPU makes a healthy program ill in earnest")
final class ExecutorRulesTest {

    private static final Duration SOON = Duration.ofSeconds(12);
    private static final List<String> RULES = List.of("pool-growth", "pool-leak", "worker-died", "late-schedule");

    @EachJdk
    void fourDiseasesEachWithItsPoolAndLine(Jdk jdk) {
        try (AgentJvm jvm =
                AgentJvm.on(jdk).program(SickExecutors.class, "on command").start()) {
            jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
            jvm.send("go");
            Instant ill = jvm.awaitMoment("ill");
            Mark leak = Mark.in(SickExecutors.class, "leak");
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("pool-growth")
                    .inPool("fetch")
                    .at(Mark.in(SickExecutors.class, "growth"))
                    .withSeverity("warning")
                    .seenWithin(SOON, ill)
                    .and()
                    .hasFinding("pool-leak")
                    .inPool(leak.toString())
                    .at(leak)
                    .withSeverity("warning")
                    .seenWithin(SOON, ill)
                    .saying(leak.toString().replace(":", ".java:"))
                    .and()
                    .hasFinding("worker-died")
                    .inPool("mail")
                    .at(Mark.in(SickExecutors.class, "died"))
                    .withSeverity("warning")
                    .seenWithin(SOON, ill)
                    .saying("IllegalStateException")
                    .and()
                    .hasFinding("late-schedule")
                    .inPool("ticker")
                    .at(Mark.in(SickExecutors.class, "late"))
                    .withSeverity("warning")
                    .seenWithin(SOON, ill)
                    .saying("due every 200 ms")
                    .and()
                    .hasFinding("late-schedule")
                    .inPool("beeper")
                    .at(Mark.in(SickExecutors.class, "late timer"))
                    .withSeverity("warning")
                    .seenWithin(SOON, ill)
                    .saying("due every 200 ms")
                    .and()
                    .hasNoFindingAtOrAboveBut("warning", RULES));
        }
    }

    /** Without probes nobody sees who makes executors and what workers die of: the names tell of a leak, and no line. */
    @EachJdk
    @EnabledOnOs(OS.LINUX)
    void threeOfThemAreSeenFromOutside(Jdk jdk) {
        try (AgentJvm jvm =
                AgentJvm.on(jdk).withoutAgent().program(SickExecutors.class).start()) {
            jvm.awaitMoment("ill");
            Report report = Poolscope.on(jdk)
                    .run("diagnose", Long.toString(jvm.pid()), "-d", "9s", "--json")
                    .exits(0)
                    .report();
            assertThat(report)
                    .hasFinding("pool-growth")
                    .inPool("fetch")
                    .at(Mark.in(SickExecutors.class, "growth"))
                    .and()
                    .hasFinding("late-schedule")
                    .inPool("ticker")
                    .at(Mark.in(SickExecutors.class, "late"))
                    .and()
                    .hasFinding("late-schedule")
                    .inPool("beeper")
                    .at(Mark.in(SickExecutors.class, "late timer"))
                    .and()
                    .hasFinding("pool-leak")
                    .saying("executors named pool-*")
                    .and()
                    .hasNoFindingAtOrAboveBut("warning", RULES)
                    .hasNoFinding("worker-died");
            assertThat(report.json().at("/coverage/rulesNotEvaluated").findValuesAsText("rule"))
                    .contains("worker-died")
                    .doesNotContain("pool-growth", "pool-leak", "late-schedule");
        }
    }

    @EachJdk
    void noAlarmForThoseThatOnlyLookLikeIt(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk).program(WellExecutors.class).start()) {
            jvm.awaitMoment("working");
            Report last = jvm.everyReport(
                    Duration.ofSeconds(15), report -> assertThat(report).hasNoFindingAtOrAbove("warning"));
            // Silence proves something only where the eyes were open.
            assertThat(last)
                    .hasActiveProbes()
                    .pool("connections")
                    .hasSize(90)
                    .and()
                    .pool("peak")
                    .hasNoMax();
        }
    }
}
