package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
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

            jvm.everyReport(
                    Duration.ofSeconds(2),
                    report -> assertThat(report)
                            .site("callers", Mark.in(ExactWaits.class, "get"))
                            .isOfKind("future")
                            .countedWaits(250)
                            .hasOpenWaits(0)
                            .and()
                            .site("callers", Mark.in(ExactWaits.class, "join"))
                            .isOfKind("future")
                            .countedWaits(250)
                            .hasOpenWaits(0)
                            .and()
                            .hasNoSite(Mark.in(ExactWaits.class, "get of a done one"))
                            .hasNoSite(Mark.in(ExactWaits.class, "join of a done one")));
        }
    }
}
