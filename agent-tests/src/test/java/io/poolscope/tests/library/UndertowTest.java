package io.poolscope.tests.library;

import static io.poolscope.tests.harness.ReportAssert.assertThat;

import io.poolscope.tests.harness.Run;
import io.poolscope.tests.program.UndertowServer;

/** Undertow's workers, which are JBoss Threads', and its I/O threads, which are XNIO's. */
final class UndertowTest {

    @HealthyProgram(Family.UNDERTOW)
    void undertowIsHealthy(Run run) {
        Programs.healthy(
                run,
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

    @SickProgram(Family.UNDERTOW)
    void undertowHandlerWaitsOnAnIoThread(Run run) {
        Programs.sick(
                run,
                UndertowServer.class,
                report -> Programs.loopWaits(report, "XNIO-1 I/O", UndertowServer.class, "io"),
                "io");
    }

    @SickProgram(Family.UNDERTOW)
    void undertowHandlerWaitsOnAWorker(Run run) {
        Programs.sick(
                run,
                UndertowServer.class,
                report -> {
                    Programs.starved(report, "XNIO-1 task", "thread-pool", UndertowServer.class, "worker");
                    assertThat(report)
                            .hasNoFinding("event-loop-blocked")
                            .pool("XNIO-1 task")
                            .isOfType("org.jboss.threads.EnhancedQueueExecutor");
                },
                "worker");
    }
}
