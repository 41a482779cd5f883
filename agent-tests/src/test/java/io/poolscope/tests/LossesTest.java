package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.FindingAssert;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.GivenUp;
import io.poolscope.tests.program.JoinedFailures;
import io.poolscope.tests.program.Losses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Failures that nobody reads, work that runs on for nobody, promises that are misused; and what only looks like them. */
final class LossesTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final List<String> LOST = List.of("lost-exception");

    @EachJdk
    void lostExceptions(Jdk jdk) {
        try (AgentJvm jvm = watched(jdk, Losses.class).start()) {
            go(jvm);
            Instant ill = jvm.awaitMoment("ill");
            jvm.awaitReport(report -> {
                lost(report, "clock", "periodic", SOON, ill).saying("never run again");
                lost(report, "audit", "dropped", SOON.multipliedBy(3), ill);
            });
            // It can be read until the program ends: only its age tells.
            jvm.awaitReport(report -> lost(report, "mail", "forgotten", SOON.multipliedBy(6), ill)
                    .saying("IllegalStateException")
                    .and()
                    .hasNoFindingAtOrAboveBut("warning", LOST));
            Instant last = jvm.awaitMoment("last");
            // What failed five seconds before the end, and not thirty, is lost by the end itself.
            Report before = jvm.awaitReportAfter(last.plusSeconds(6));
            assertThat(before).hasNoFindingAtOrAboveBut("warning", LOST);
            jvm.send("exit 0");
            jvm.awaitExit();
            Report end = jvm.report().orElseThrow();
            lost(end, "last", "at-the-end", SOON.multipliedBy(2), last);
            onlyWhatIsLost(end);
        }
    }

    @EachJdk
    void oneOfTwoFailuresThatMeetIsReadAndTheOtherMerged(Jdk jdk) {
        try (AgentJvm jvm = watched(jdk, JoinedFailures.class).start()) {
            go(jvm);
            Instant collected = jvm.awaitMoment("collected");
            Report report = jvm.awaitReportAfter(collected.plusSeconds(3));
            onlyWhatIsLost(report);
            assertThat(report).hasNoFindingAtOrAboveBut("warning", List.of());
        }
    }

    private static FindingAssert lost(Report report, String pool, String mark, Duration limit, Instant ill) {
        return assertThat(report)
                .hasFinding("lost-exception")
                .inPool(pool)
                .at(Mark.in(Losses.class, mark))
                .withSeverity("warning")
                .seenWithin(limit, ill);
    }

    private static void onlyWhatIsLost(Report report) {
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.path("pool").asText()).isNotEqualTo("well"));
    }

    @EachJdk
    void orphanedTasksAndMisusedPromises(Jdk jdk) {
        try (AgentJvm jvm = watched(jdk, GivenUp.class).start()) {
            go(jvm);
            Instant ill = jvm.awaitMoment("ill");
            jvm.awaitReport(report -> {
                orphaned(report, "quotes", "timed-out", ill);
                orphaned(report, "prices", "limited", ill);
                misused(report, "late");
                misused(report, "again");
            });
            jvm.awaitReport(report -> assertThat(report).hasNoFindingAtOrAboveBut("warning", List.of("orphaned-task")));
            jvm.everyReport(
                    Duration.ofSeconds(3),
                    report -> assertThat(report.findings())
                            .noneMatch(finding -> List.of("polled", "wanted", "obedient", "periodic")
                                            .contains(finding.path("pool").asText())
                                    && finding.path("rule").asText().equals("orphaned-task")));
        }
    }

    private static void orphaned(Report report, String pool, String mark, Instant ill) {
        assertThat(report)
                .hasFinding("orphaned-task")
                .inPool(pool)
                .at(Mark.in(GivenUp.class, mark))
                .withSeverity("warning")
                .seenWithin(SOON, ill);
    }

    private static void misused(Report report, String mark) {
        assertThat(report)
                .hasFinding("promise-misuse")
                .at(Mark.in(GivenUp.class, mark))
                .withSeverity("info");
    }

    /**
     * Where a task was submitted is stamped for four tasks a sample: on a machine that is busy poolscope must not step aside
     * while there are but six.
     */
    private static AgentJvmBuilder watched(Jdk jdk, Class<?> program) {
        return AgentJvm.on(jdk).option("max-overhead", "5%").program(program);
    }

    /** The probes must be in before anything happens. */
    private static void go(AgentJvm jvm) {
        jvm.awaitLine("up");
        jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
        jvm.send("go");
    }
}
