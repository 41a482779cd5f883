package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.NettyLoops;
import io.poolscope.tests.program.VertxLoops;
import java.util.List;

/** Netty's loops and executors, and those of Vert.x, which are Netty's: a sick program for each, and a healthy one. */
final class NettyTest extends LibraryPrograms {

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
        healthy(jdk, NettyLoops.class, NettyTest::echoes, "nio", "echo");
    }

    @EachJdk
    void nettyEpollIsHealthy(Jdk jdk) {
        healthy(jdk, NettyLoops.class, NettyTest::echoes, "epoll", "echo");
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

    @EachJdk
    void vertxIsHealthy(Jdk jdk) {
        healthy(
                jdk,
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

    @EachJdk
    void vertxHandlerWaits(Jdk jdk) {
        sick(
                jdk,
                VertxLoops.class,
                report -> loopWaits(report, "vert.x-eventloop-thread", VertxLoops.class, "loop"),
                "loop");
    }

    @EachJdk
    void vertxWorkersWait(Jdk jdk) {
        sick(
                jdk,
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
