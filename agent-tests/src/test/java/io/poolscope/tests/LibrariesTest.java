package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.program.Coroutines;
import io.poolscope.tests.program.HomeMade;
import io.poolscope.tests.program.JdkLoops;
import io.poolscope.tests.program.JettyServer;
import io.poolscope.tests.program.PekkoActors;
import io.poolscope.tests.program.ReactorSchedulers;
import io.poolscope.tests.program.UndertowServer;
import java.util.List;

/**
 * The pools and loops of the libraries that people run, the real ones: each is called by its name, is right about idle and
 * blocked, and is told of where it is ill. For each there is a healthy program beside the sick one, about which nothing is
 * said.
 */
final class LibrariesTest extends LibraryPrograms {

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
        sick(jdk, UndertowServer.class, report -> loopWaits(report, "XNIO-1 I/O", UndertowServer.class, "io"), "io");
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
                report -> loopWaits(report, "compute", ReactorSchedulers.class, "parallel"),
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
        sick(jdk, JdkLoops.class, report -> loopWaits(report, "HTTP-Dispatcher", JdkLoops.class, "server"), "server");
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
}
