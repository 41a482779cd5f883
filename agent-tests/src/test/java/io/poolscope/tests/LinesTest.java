package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Machine;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.program.LongLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Workers that stand in line for one lock, and one that computes for very long; and programs that only look like it. */
final class LinesTest {

    /** The rule wants three looks, on a machine that the convoy itself keeps busy. */
    private static final Duration SOON = Duration.ofSeconds(30);

    @EachJdk
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ_WRITE)
    void aConvoyBehindAMonitorAndOneBehindALockAndWhoHasIt(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(LongLines.class, "ill")
                .option("rule.cpu-hog.run", "1s")
                .start()) {
            Instant ill = jvm.awaitMoment("ready");
            jvm.awaitReport(report -> {
                assertThat(report)
                        .hasFinding("lock-convoy")
                        .inPool("orders")
                        .withSeverity("warning")
                        .seenWithin(SOON, ill)
                        .saying("workers wait on average for one lock (Object) at LongLines.java:")
                        .saying(" has it and is at LongLines.java:");
                assertThat(report)
                        .hasFinding("lock-convoy")
                        .inPool("booking")
                        .at(Mark.in(LongLines.class, "ledger"))
                        .withSeverity("warning")
                        .seenWithin(SOON, ill)
                        .saying(" of audit has it and is at LongLines.java:");
                assertThat(report)
                        .hasFinding("cpu-hog")
                        .inPool("audit")
                        .at(Mark.in(LongLines.class, "hog"))
                        .withSeverity("info")
                        .saying("in one task at LongLines.java:");
                assertThat(report).hasNoFindingAtOrAboveBut("warning", List.of("lock-convoy"));
            });
        }
    }

    @EachJdk
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ_WRITE)
    void theLineOfAHandlerThatDoesNotComeBack(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk).program(LongLines.class, "loop").start()) {
            Instant ill = jvm.awaitMoment("ready");
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("event-loop-blocked")
                    .at(Mark.in(LongLines.class, "handler"))
                    .withSeverity("warning")
                    .seenWithin(SOON, ill)
                    .and()
                    .hasNoFinding("cpu-hog")
                    .hasNoFindingAtOrAboveBut("warning", List.of("event-loop-blocked")));
        }
    }

    @EachJdk
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ)
    void noConvoyAndNoHog(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(LongLines.class, "well")
                .option("rule.cpu-hog.run", "2s")
                .start()) {
            jvm.awaitMoment("ready");
            jvm.awaitReport(report -> {});
            jvm.everyReport(
                    Duration.ofSeconds(14),
                    report -> assertThat(report)
                            .hasNoFinding("lock-convoy")
                            .hasNoFinding("cpu-hog")
                            .hasNoFindingAtOrAbove("warning"));
        }
    }
}
