package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.TaskStories;
import java.time.Duration;
import java.util.List;

/** What tasks tell of themselves: waits one after the other, in a loop, for jobs handed over, and tasks that are too small. */
final class TaskStoriesTest {

    private static final List<String> RULES =
            List.of("sequential-waits", "waits-in-loop", "pointless-offload", "tiny-tasks");
    private static final List<String> WELL =
            List.of("overlapped", "fan-out", "polling", "sharing", "coarse", "serving", "remote-at-once");

    @EachJdk
    void warningsInLoadTestMode(Jdk jdk) {
        tells(AgentJvm.on(jdk).program(TaskStories.class).option("mode", "load-test"), "warning");
    }

    @EachJdk
    void infosInProduction(Jdk jdk) {
        // There a blocking-wait, which is a warning, tells all that is wrong with a site.
        tells(AgentJvm.on(jdk).program(TaskStories.class).option("rules", "-blocking-wait"), "info");
    }

    private static void tells(AgentJvmBuilder builder, String severity) {
        try (AgentJvm jvm = builder.start()) {
            jvm.awaitLine("ready");
            jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
            jvm.send("go");
            jvm.awaitMoment("ill");
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("sequential-waits")
                    .inPool("sequential")
                    .at(Mark.in(TaskStories.class, "sequential"))
                    .withSeverity(severity)
                    .saying("4 waits"));
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("sequential-waits")
                    .inPool("remote-in-turn")
                    .at(Mark.in(TaskStories.class, "in turn"))
                    .withSeverity(severity));
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("waits-in-loop")
                    .inPool("looping")
                    .at(Mark.in(TaskStories.class, "looping"))
                    .withSeverity(severity)
                    .saying("12 waits"));
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("pointless-offload")
                    .inPool("offloading")
                    .at(Mark.in(TaskStories.class, "offloading"))
                    .withSeverity(severity));
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("tiny-tasks")
                    .inPool("tiny")
                    .at(Mark.in(TaskStories.class, "tiny"))
                    .withSeverity("info"));
            jvm.everyReport(Duration.ofSeconds(3), TaskStoriesTest::silentWhereAllIsWell);
        }
    }

    private static void silentWhereAllIsWell(Report report) {
        List<String> wrong = report.findings().stream()
                .filter(finding -> RULES.contains(text(finding, "rule")) && WELL.contains(text(finding, "pool")))
                .map(finding -> text(finding, "title"))
                .toList();
        assertThat(wrong).as("false alarms").isEmpty();
    }

    private static String text(JsonNode finding, String field) {
        return finding.path(field).asText();
    }
}
