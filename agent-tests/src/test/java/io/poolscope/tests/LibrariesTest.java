package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.Coroutines;
import io.poolscope.tests.program.HomeMade;
import io.poolscope.tests.program.JdkLoops;
import io.poolscope.tests.program.JettyServer;
import io.poolscope.tests.program.NettyLoops;
import io.poolscope.tests.program.PekkoActors;
import io.poolscope.tests.program.ReactorSchedulers;
import io.poolscope.tests.program.UndertowServer;
import io.poolscope.tests.program.VertxLoops;
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

    private static final String KOTLIN = "-Dkotlinx.coroutines.scheduler.core.pool.size=4";

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

    /** Selector and acceptor are tasks that last; reserved threads are idle. */
    @EachJdk
    void jettyIsHealthy(Jdk jdk) {
        healthy(
                jdk,
                JettyServer.class,
                report -> {
                    JsonNode threads = assertThat(report)
                            .pool("web")
                            .isOfKind("thread-pool")
                            .hasMax(8)
                            .hasSize(8)
                            .hasBlocked(0)
                            .row()
                            .path("threads");
                    org.assertj.core.api.Assertions.assertThat(
                                    threads.path("idle").asInt())
                            .isGreaterThanOrEqualTo(3);
                },
                "healthy");
    }

    @EachJdk
    void jettyHandlerWaits(Jdk jdk) {
        sick(
                jdk,
                JettyServer.class,
                report -> assertThat(report)
                        .hasFinding("blocking-wait")
                        .inPool("web")
                        .at(Mark.in(JettyServer.class, "jetty"))
                        .withSeverity("warning")
                        .and()
                        .pool("web")
                        .isOfKind("thread-pool")
                        .hasMax(8),
                "sick");
    }

    @EachJdk
    void undertowIsHealthy(Jdk jdk) {
        healthy(
                jdk,
                UndertowServer.class,
                report -> assertThat(report)
                        .pool("XNIO-1 task")
                        .isOfKind("thread-pool")
                        .hasMax(4)
                        .hasBlocked(0)
                        .and()
                        .pool("XNIO-1 I/O")
                        .isOfKind("event-loop")
                        .hasSize(2)
                        .hasBlocked(0),
                "healthy");
    }

    @EachJdk
    void undertowHandlerWaitsOnAnIoThread(Jdk jdk) {
        sick(
                jdk,
                UndertowServer.class,
                report -> assertThat(report)
                        .hasFinding("event-loop-blocked")
                        .inPool("XNIO-1 I/O")
                        .at(Mark.in(UndertowServer.class, "io"))
                        .withSeverity("critical")
                        .and()
                        .hasNoFindingAtOrAboveBut("warning", List.of("event-loop-blocked")),
                "io");
    }

    @EachJdk
    void undertowHandlerWaitsOnAWorker(Jdk jdk) {
        sick(
                jdk,
                UndertowServer.class,
                report -> assertThat(report)
                        .hasFinding("pool-starvation")
                        .inPool("XNIO-1 task")
                        .at(Mark.in(UndertowServer.class, "worker"))
                        .withSeverity("critical")
                        .and()
                        .hasNoFinding("event-loop-blocked")
                        .pool("XNIO-1 task")
                        .isOfType("org.jboss.threads.EnhancedQueueExecutor")
                        .hasVerdict("starved"),
                "worker");
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
                report -> assertThat(report)
                        .hasFinding("event-loop-blocked")
                        .inPool("vert.x-eventloop-thread")
                        .at(Mark.in(VertxLoops.class, "loop"))
                        .withSeverity("critical")
                        .and()
                        .hasNoFindingAtOrAboveBut("warning", List.of("event-loop-blocked")),
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

    @EachJdk
    void reactorIsHealthy(Jdk jdk) {
        healthy(
                jdk,
                ReactorSchedulers.class,
                report -> assertThat(report)
                        .pool("compute")
                        .isOfKind("event-loop")
                        .hasMax(3)
                        .hasBlocked(0)
                        .and()
                        .pool("elastic")
                        .isOfKind("scheduled")
                        .hasMax(4)
                        .hasBlocked(0),
                "healthy");
    }

    @EachJdk
    void reactorParallelWaits(Jdk jdk) {
        sick(
                jdk,
                ReactorSchedulers.class,
                report -> assertThat(report)
                        .hasFinding("event-loop-blocked")
                        .inPool("compute")
                        .at(Mark.in(ReactorSchedulers.class, "parallel"))
                        .withSeverity("critical")
                        .and()
                        .hasNoFindingAtOrAboveBut("warning", List.of("event-loop-blocked")),
                "parallel");
    }

    @EachJdk
    void reactorElasticWaits(Jdk jdk) {
        sick(
                jdk,
                ReactorSchedulers.class,
                report -> assertThat(report)
                        .hasFinding("blocking-wait")
                        .inPool("elastic")
                        .at(Mark.in(ReactorSchedulers.class, "elastic"))
                        .saying("Mono.block")
                        .and()
                        .hasNoFinding("event-loop-blocked"),
                "elastic");
    }

    /** Made for one thing after the other; how late it is, is another rule's. */
    @EachJdk
    void reactorSingleMayWait(Jdk jdk) {
        healthy(
                jdk,
                ReactorSchedulers.class,
                report -> assertThat(report).pool("lone").hasMax(1),
                "single");
    }

    /** Tasks that sleep on Dispatchers.IO take no thread from Dispatchers.Default. */
    @EachJdk
    void coroutinesAreHealthy(Jdk jdk) {
        healthy(
                jdk,
                Coroutines.class,
                report -> assertThat(report)
                        .pool("DefaultDispatcher")
                        .isOfKind("thread-pool")
                        .hasBlocked(0),
                "healthy");
    }

    @EachJdk
    void coroutinesCallRunBlocking(Jdk jdk) {
        sick(
                jdk,
                Coroutines.class,
                report -> assertThat(report)
                        .hasFinding("pool-starvation")
                        .inPool("DefaultDispatcher")
                        .at(Mark.in(Coroutines.class, "runBlocking"))
                        .withSeverity("critical")
                        .and()
                        .pool("DefaultDispatcher")
                        .hasMax(4)
                        .hasBlocked("future", 4),
                "sick");
    }

    @EachJdk
    void pekkoIsHealthy(Jdk jdk) {
        healthy(
                jdk,
                PekkoActors.class,
                report -> assertThat(report)
                        .pool("shop-pekko.actor.default-dispatcher")
                        .isOfKind("fork-join")
                        .hasMax(3)
                        .hasBlocked(0),
                "healthy");
    }

    @EachJdk
    void pekkoActorsWait(Jdk jdk) {
        sick(
                jdk,
                PekkoActors.class,
                report -> assertThat(report)
                        .hasFinding("pool-starvation")
                        .inPool("shop-pekko.actor.default-dispatcher")
                        .at(Mark.in(PekkoActors.class, "pekko"))
                        .withSeverity("critical"),
                "sick");
    }

    @EachJdk
    void jdkHttpIsHealthy(Jdk jdk) {
        healthy(
                jdk,
                JdkLoops.class,
                report -> assertThat(report)
                        .pool("HTTP-Dispatcher")
                        .isOfKind("event-loop")
                        .hasBlocked(0)
                        .and()
                        .pool("HttpClient-1-SelectorManager")
                        .isOfKind("event-loop")
                        .hasBlocked(0),
                "healthy");
    }

    @EachJdk
    void jdkHttpHandlerWaitsOnTheDispatcher(Jdk jdk) {
        sick(
                jdk,
                JdkLoops.class,
                report -> assertThat(report)
                        .hasFinding("event-loop-blocked")
                        .inPool("HTTP-Dispatcher")
                        .at(Mark.in(JdkLoops.class, "server"))
                        .withSeverity("critical")
                        .and()
                        .hasNoFindingAtOrAboveBut("warning", List.of("event-loop-blocked")),
                "server");
    }

    /** Whether a pool that nobody knows is well cannot be said: it is shown, and not judged. */
    @EachJdk
    void aPoolOfOnesOwnIsShownAndNeverJudged(Jdk jdk) {
        for (String state : List.of("idle", "stuck")) {
            healthy(
                    jdk,
                    HomeMade.class,
                    report -> assertThat(report)
                            .pool("crunch")
                            .isOfKind("unrecognised")
                            .isOfType(HomeMade.class.getName() + "$Taker")
                            .hasVerdict("unknown")
                            .hasSize(4)
                            .hasBlocked(0)
                            .hasIdle(4),
                    state);
        }
    }

    private static void sick(Jdk jdk, Class<?> program, Consumer<Report> ill, String... arguments) {
        try (AgentJvm jvm =
                AgentJvm.on(jdk).libraryProgram(program, arguments).jvm(KOTLIN).start()) {
            jvm.awaitMoment("there");
            jvm.awaitReport(ill::accept);
        }
    }

    private static void healthy(Jdk jdk, Class<?> program, Consumer<Report> well, String... arguments) {
        try (AgentJvm jvm =
                AgentJvm.on(jdk).libraryProgram(program, arguments).jvm(KOTLIN).start()) {
            Instant there = jvm.awaitMoment("there");
            jvm.awaitReport(report -> {
                org.assertj.core.api.Assertions.assertThat(report.to()).isAfter(there.plus(WATCHED));
                assertThat(report).hasNoFindingAtOrAbove("warning");
                well.accept(report);
            });
        }
    }
}
