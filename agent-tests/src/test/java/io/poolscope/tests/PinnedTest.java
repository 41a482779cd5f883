package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.Control;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jcmd;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.harness.Traces;
import io.poolscope.tests.program.Pins;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Virtual threads that block and cannot leave their carriers, and a thousand that can. */
final class PinnedTest {

    /** Ten on a quiet machine. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static AgentJvmBuilder twoCarriers(Jdk jdk, String how) {
        return AgentJvm.on(jdk)
                .jvm("-Djdk.virtualThreadScheduler.parallelism=2", "-Djdk.virtualThreadScheduler.maxPoolSize=2")
                .program(Pins.class, how);
    }

    @EachJdk(from = 24)
    void allCarriersHeldByAClassInitialiser(Jdk jdk) {
        try (AgentJvm jvm = twoCarriers(jdk, "all").start()) {
            Instant ill = jvm.awaitMoment("ready");
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("carrier-pinned")
                    .inPool("virtual threads")
                    .at(Mark.in(Pins.class, "initialiser"))
                    .withSeverity("critical")
                    .open(true)
                    .seenWithin(SOON, ill)
                    .saying("the class initialiser of Pins$Lazy")
                    .saying("both carriers of virtual threads are held")
                    .and()
                    .provesNothing()
                    .hasNoFindingAtOrAboveBut("warning", List.of("carrier-pinned"))
                    .site("virtual threads", Mark.in(Pins.class, "initialiser"))
                    .isOfKind("pinned"));
        }
    }

    @EachJdk(from = 24)
    void oneCarrierHeldForSixtyMillisecondsBelowANativeFrame(Jdk jdk) {
        try (AgentJvm jvm = twoCarriers(jdk, "some").start()) {
            Instant ill = jvm.awaitMoment("ready");
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("carrier-pinned")
                    .inPool("virtual threads")
                    .at(Mark.in(Pins.class, "native"))
                    .withSeverity("warning")
                    .seenWithin(SOON, ill)
                    .saying("a native frame, Class.forName0")
                    .and()
                    .hasNoFindingAtOrAboveBut("warning", List.of("carrier-pinned")));
        }
    }

    @EachJdk(from = 24)
    void seenColdAndGoneWithoutATrace(Jdk jdk) {
        try (AgentJvm jvm = twoCarriers(jdk, "some").withoutAgent().start()) {
            jvm.awaitMoment("ready");
            Control control = Control.of(jvm);
            control.attach("probes=off,log=none,report-interval=500ms,report=" + jvm.reportFile());
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("carrier-pinned")
                    .inPool("virtual threads")
                    .at(Mark.in(Pins.class, "native")));
            control.detach();
            Traces.awaitGone(jvm);
            assertThat(Jcmd.objectsOfPoolscope(jdk, jvm)).isEmpty();
        }
    }

    @EachJdk(from = 24)
    void silentAboutVirtualThreadsThatBlockNormally(Jdk jdk) {
        try (AgentJvm jvm = twoCarriers(jdk, "well").start()) {
            jvm.awaitMoment("ready");
            jvm.awaitReport(report -> {});
            Report last = jvm.everyReport(
                    Duration.ofSeconds(8), report -> assertThat(report).hasNoFindingAtOrAbove("info"));
            assertThat(reason(last)).as("rules that could not judge: %s", last).isEmpty();
        }
    }

    @EachJdk(to = 20)
    void saysThatThereAreNoVirtualThreads(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk).program(Pins.class, "none").start()) {
            jvm.awaitMoment("ready");
            assertThat(reason(jvm.awaitReport(report -> {}))).isEqualTo("no virtual threads on this JVM");
        }
    }

    private static String reason(Report report) {
        for (var rule : report.json().at("/coverage/rulesNotEvaluated")) {
            if (rule.path("rule").asText().equals("carrier-pinned")) {
                return rule.path("reason").asText();
            }
        }
        return "";
    }
}
