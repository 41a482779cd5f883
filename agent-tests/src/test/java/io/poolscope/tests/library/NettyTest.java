package io.poolscope.tests.library;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.harness.Run;
import io.poolscope.tests.program.NettyLoops;
import io.poolscope.tests.program.VertxLoops;
import java.util.List;

/** Netty's loops and executors, and those of Vert.x, which are Netty's: a sick program for each, and a healthy one. */
final class NettyTest {

    @SickProgram(Family.NETTY)
    void nettyNioHandlerWaits(Run run) {
        nettyWaits(run, "nio");
    }

    @SickProgram(Family.NETTY)
    void nettyEpollHandlerWaits(Run run) {
        nettyWaits(run, "epoll");
    }

    private static void nettyWaits(Run run, String transport) {
        Programs.sick(
                run,
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

    @SickProgram(Family.NETTY)
    void nettyHandlerWaitsForItsOwnLoop(Run run) {
        Programs.sick(
                run,
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

    @SickProgram(Family.NETTY)
    void nettyHandlerComputes(Run run) {
        Programs.sick(
                run,
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

    @HealthyProgram(Family.NETTY)
    void nettyNioIsHealthy(Run run) {
        Programs.healthy(run, NettyLoops.class, NettyTest::echoes, "nio", "echo");
    }

    @HealthyProgram(Family.NETTY)
    void nettyEpollIsHealthy(Run run) {
        Programs.healthy(run, NettyLoops.class, NettyTest::echoes, "epoll", "echo");
    }

    /** The same wait, where it belongs. */
    @SickProgram(Family.NETTY)
    void nettyExecutorGroupIsAPool(Run run) {
        Programs.sick(
                run,
                NettyLoops.class,
                report -> assertThat(report)
                        .hasFinding("blocking-wait")
                        .inPool("handlers")
                        .at(Mark.in(NettyLoops.class, "group"))
                        .and()
                        .hasNoFinding("event-loop-blocked")
                        .pool("handlers")
                        .isOfKind("thread-pool")
                        .hasMax(4)
                        .and()
                        .pool("echo")
                        .isOfKind("event-loop")
                        .hasBlocked(0),
                "nio",
                "group");
    }

    private static void echoes(Report report) {
        assertThat(report).pool("echo").isOfKind("event-loop").hasSize(2).hasBlocked(0);
    }

    @HealthyProgram(Family.VERTX)
    void vertxIsHealthy(Run run) {
        Programs.healthy(
                run,
                VertxLoops.class,
                report -> assertThat(report)
                        .pool("vert.x-eventloop-thread")
                        .isOfKind("event-loop")
                        .hasBlocked(0)
                        .and()
                        .pool("vert.x-worker-thread")
                        .isOfKind("thread-pool")
                        .hasMax(4)
                        .hasBlocked(0),
                "healthy");
    }

    @SickProgram(Family.VERTX)
    void vertxHandlerWaits(Run run) {
        Programs.sick(
                run,
                VertxLoops.class,
                report -> Programs.loopWaits(report, "vert.x-eventloop-thread", VertxLoops.class, "loop"),
                "loop");
    }

    @SickProgram(Family.VERTX)
    void vertxWorkersWait(Run run) {
        Programs.sick(
                run,
                VertxLoops.class,
                report -> assertThat(report)
                        .hasFinding("pool-starvation")
                        .inPool("vert.x-worker-thread")
                        .at(Mark.in(VertxLoops.class, "worker"))
                        .and()
                        .hasNoFinding("event-loop-blocked"),
                "worker");
    }
}
