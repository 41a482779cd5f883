package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.Healthy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.parallel.Isolated;

/** A program that is well gives no alarm: the promise without which nobody believes the others. */
@Isolated("a machine that is short of CPU makes a healthy program ill in earnest")
final class HealthyTest {

    private static final Duration SPAN = Duration.ofSeconds(15);

    @EachJdk
    void noAlarmUnderLoadNorWhenTheWholeJvmStoodStill(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.on(jdk).program(Healthy.class).start()) {
            jvm.awaitMoment("working");
            jvm.everyReport(SPAN, HealthyTest::noAlarm);

            jvm.signal("STOP");
            // The length of the pause is the test's subject: everything in the JVM is 5 s late at once.
            TimeUnit.SECONDS.sleep(5);
            jvm.signal("CONT");
            Instant resumed = Instant.now();
            jvm.awaitReportAfter(resumed);
            Report last = jvm.everyReport(SPAN.dividedBy(2), HealthyTest::noAlarm);

            // Silence proves something only where the eyes were open.
            assertThat(last)
                    .hasActiveProbes()
                    .pool("cpu")
                    .hasMax(2)
                    .and()
                    .pool("io")
                    .hasMax(8);
        }
    }

    @EachJdk
    void noAlarmInLoadTestModeWhereHazardsAreWarnings(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(Healthy.class)
                .option("mode", "load-test")
                .start()) {
            jvm.awaitMoment("working");
            jvm.everyReport(SPAN, HealthyTest::noAlarm);
        }
    }

    private static void noAlarm(Report report) {
        assertThat(report).hasNoFindingAtOrAbove("warning");
    }
}
