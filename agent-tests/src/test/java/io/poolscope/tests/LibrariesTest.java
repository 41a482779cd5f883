package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.NettyLoops;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The pools and loops of the libraries that people run, the real ones: each is called by its name, is right about idle and
 * blocked, and is told of where it is ill. For each there is a healthy program beside the sick one, about which nothing is
 * said.
 */
final class LibrariesTest {

    /** Healthy programs are watched for as long: each rule has spoken by then. */
    private static final Duration WATCHED = Duration.ofSeconds(6);

    @EachJdk
    void nettyNioHandlerWaits(Jdk jdk) {
        nettyWaits(jdk, "nio");
    }

    @EachJdk
    void nettyEpollHandlerWaits(Jdk jdk) {
        nettyWaits(jdk, "epoll");
    }

    private static void nettyWaits(Jdk jdk, String transport) {
        sick(
                jdk,
                NettyLoops.class,
                report -> assertThat(report)
                        .hasFinding("event-loop-blocked")
                        .inPool("echo")
                        .at(Mark.in(NettyLoops.class, "join"))
                        .withSeverity("critical")
                        .saying("CompletableFuture.join")
                        .and()
                        .hasNoFindingAtOrAboveBut("warning", List.of("event-loop-blocked"))
                        .pool("echo")
                        .isOfKind("event-loop")
                        .hasMax(2)
                        .hasSize(2),
                transport,
                "join");
    }

    @EachJdk
    void nettyHandlerWaitsForItsOwnLoop(Jdk jdk) {
        sick(
                jdk,
                NettyLoops.class,
                report -> assertThat(report)
                        .hasFinding("pool-deadlock")
                        .inPool("echo")
                        .at(Mark.in(NettyLoops.class, "self"))
                        .withSeverity("critical")
                        .proved()
                        .and()
                        .hasNoFindingAtOrAboveBut("warning", List.of("pool-deadlock", "event-loop-blocked"))
                        .pool("echo")
                        .hasVerdict("deadlocked")
                        .hasBlocked("future", 1),
                "nio",
                "self");
    }

    @EachJdk
    void nettyHandlerComputes(Jdk jdk) {
        sick(
                jdk,
                NettyLoops.class,
                report -> assertThat(report)
                        .hasFinding("event-loop-blocked")
                        .inPool("echo")
                        .withSeverity("warning")
                        .and()
                        .hasNoFindingAtOrAbove("critical"),
                "nio",
                "spin");
    }

    @EachJdk
    void nettyNioIsHealthy(Jdk jdk) {
        healthy(jdk, NettyLoops.class, LibrariesTest::echoes, "nio", "echo");
    }

    @EachJdk
    void nettyEpollIsHealthy(Jdk jdk) {
        healthy(jdk, NettyLoops.class, LibrariesTest::echoes, "epoll", "echo");
    }

    /** The same wait, where it belongs. */
    @EachJdk
    void nettyExecutorGroupIsAPool(Jdk jdk) {
        sick(
                jdk,
                NettyLoops.class,
                report -> assertThat(report)
                        .hasFinding("blocking-wait")
                        .inPool("handlers")
                        .at(Mark.in(NettyLoops.class, "group"))
                        .and()
                        .hasNoFinding("event-loop-blocked")
                        .pool("handlers")
                        .isOfKind("thread-pool")
                        .hasMax(2)
                        .and()
                        .pool("echo")
                        .isOfKind("event-loop")
                        .wasNeverBlocked(),
                "nio",
                "group");
    }

    private static void echoes(Report report) {
        assertThat(report).pool("echo").isOfKind("event-loop").hasSize(2).wasNeverBlocked();
    }

    private static void sick(Jdk jdk, Class<?> program, Consumer<Report> ill, String... arguments) {
        try (AgentJvm jvm = AgentJvm.on(jdk).libraryProgram(program, arguments).start()) {
            jvm.awaitMoment("there");
            jvm.awaitReport(ill::accept);
        }
    }

    private static void healthy(Jdk jdk, Class<?> program, Consumer<Report> well, String... arguments) {
        try (AgentJvm jvm = AgentJvm.on(jdk).libraryProgram(program, arguments).start()) {
            Instant there = jvm.awaitMoment("there");
            jvm.awaitReport(report -> {
                org.assertj.core.api.Assertions.assertThat(report.to()).isAfter(there.plus(WATCHED));
                assertThat(report).hasNoFindingAtOrAbove("warning");
                well.accept(report);
            });
        }
    }
}
