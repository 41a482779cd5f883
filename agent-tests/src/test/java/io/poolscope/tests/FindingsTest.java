package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.program.IllPools;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Each rule, struck by a program that is ill in its way, names the pool and the line and no other rule speaks up. */
final class FindingsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @EachJdk
    void poolStarvation(Jdk jdk) {
        try (AgentJvm jvm = start(jdk, "starvation")) {
            Instant ill = jvm.awaitMoment("ill");
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("pool-starvation")
                    .inPool("checkout")
                    .at(Mark.in(IllPools.class, "starvation"))
                    .withSeverity("critical")
                    .open(true)
                    .seenWithin(SOON, ill)
                    .and()
                    .provesNothing()
                    .hasNoFindingAtOrAboveBut("warning", List.of("pool-starvation"))
                    .pool("checkout")
                    .hasVerdict("starved")
                    .hasCause("blocked")
                    .hasBlocked(4)
                    .hasBlocked("latch", 3)
                    .hasBlocked("sleep", 1));
        }
    }

    @EachJdk
    void blockingWait(Jdk jdk) {
        try (AgentJvm jvm = start(jdk, "blocking-wait")) {
            Instant ill = jvm.awaitMoment("ill");
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("blocking-wait")
                    .inPool("web")
                    .at(Mark.in(IllPools.class, "blocking-wait"))
                    .withSeverity("warning")
                    .seenWithin(SOON, ill)
                    .and()
                    .hasNoFindingAtOrAboveBut("warning", List.of("blocking-wait")));
        }
    }

    @EachJdk
    void lockHeldWhileWaiting(Jdk jdk) {
        try (AgentJvm jvm = start(jdk, "lock-held")) {
            Instant ill = jvm.awaitMoment("ill");
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("lock-held-while-waiting")
                    .inPool("ledger")
                    .at(Mark.in(IllPools.class, "lock-held"))
                    .withSeverity("critical")
                    .seenWithin(SOON, ill)
                    .and()
                    .hasNoFindingAtOrAboveBut("warning", List.of("lock-held-while-waiting")));
        }
    }

    @EachJdk
    void slowQueue(Jdk jdk) {
        try (AgentJvm jvm = start(jdk, "slow-queue")) {
            Instant ill = jvm.awaitMoment("ill");
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("slow-queue")
                    .inPool("reports")
                    .withSeverity("warning")
                    // Its rule waits for 10 s by itself.
                    .seenWithin(SOON.multipliedBy(2), ill)
                    .and()
                    .hasNoFindingAtOrAboveBut("warning", List.of("slow-queue"))
                    .pool("reports")
                    .hasVerdict("saturated"));
        }
    }

    @EachJdk
    void rejectedTasks(Jdk jdk) {
        try (AgentJvm jvm = start(jdk, "rejected")) {
            jvm.awaitLine("full");
            jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
            jvm.send("go");
            Instant ill = jvm.awaitMoment("ill");
            jvm.awaitReport(r -> assertThat(r)
                    .hasFinding("rejected-tasks")
                    .inPool("mail")
                    .at(Mark.in(IllPools.class, "rejected"))
                    .withSeverity("warning")
                    .seenWithin(SOON, ill));
            // The look that finds it may fall between the first and the last refusal.
            jvm.awaitReport(r -> assertThat(
                            r.pool("mail").orElseThrow().at("/tasks/rejected").asInt())
                    .isEqualTo(7));
        }
    }

    @EachJdk
    void starvationHazardInLoadTestMode(Jdk jdk) {
        hazard(jdk, "load-test", "warning");
    }

    @EachJdk
    void starvationHazardInProduction(Jdk jdk) {
        hazard(jdk, "production", "info");
    }

    private static void hazard(Jdk jdk, String mode, String severity) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(IllPools.class, "hazard")
                .option("mode", mode)
                .start()) {
            jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
            jvm.send("go");
            Instant ill = jvm.awaitMoment("ill");
            jvm.awaitReport(report -> assertThat(report)
                    .hasFinding("starvation-hazard")
                    .inPool("nested")
                    .at(Mark.in(IllPools.class, "hazard"))
                    .withSeverity(severity)
                    .seenWithin(SOON, ill)
                    .and()
                    .hasNoFindingAtOrAboveBut("critical", List.of()));
        }
    }

    private static AgentJvm start(Jdk jdk, String illness) {
        return AgentJvm.on(jdk).program(IllPools.class, illness).start();
    }
}
