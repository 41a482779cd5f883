package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.ExactWaits;
import java.time.Duration;
import java.time.Instant;

/** With probes, waits for futures are counted, not estimated; a future that is complete already costs and counts nothing. */
final class ExactWaitsTest {

    @EachJdk
    void everyWaitIsCountedOnce(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(ExactWaits.class)
                .option("window", "5m")
                .start()) {
            jvm.awaitLine("ready");
            jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
            jvm.send("go");
            Instant done = jvm.awaitMoment("done");
            jvm.awaitReportAfter(done.plus(Duration.ofSeconds(2)));

            jvm.everyReport(Duration.ofSeconds(2), report -> {
                counted(report, "getters", "get", 250);
                counted(report, "joiners", "join", 250);
                counted(report, "mixed", "get", 40);
                counted(report, "mixed", "join", 40);
                assertThat(report)
                        .hasNoSite(Mark.in(ExactWaits.class, "get of a done one"))
                        .hasNoSite(Mark.in(ExactWaits.class, "join of a done one"));
            });
        }
    }

    private static void counted(Report report, String pool, String mark, int waits) {
        assertThat(report)
                .site(pool, Mark.in(ExactWaits.class, mark))
                .isOfKind("future")
                .countedWaits(waits)
                .hasOpenWaits(0);
    }
}
