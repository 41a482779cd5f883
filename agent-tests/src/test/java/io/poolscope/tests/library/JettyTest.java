package io.poolscope.tests.library;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.poolscope.tests.harness.Run;
import io.poolscope.tests.program.JettyServer;

/** Jetty's pool. */
final class JettyTest {

    /** Selector and acceptor are tasks that last; reserved threads are idle. */
    @HealthyProgram(Family.JETTY)
    void jettyIsHealthy(Run run) {
        Programs.healthy(
                run,
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
                    assertThat(threads.path("idle").asInt()).isGreaterThanOrEqualTo(3);
                },
                "healthy");
    }

    @SickProgram(Family.JETTY)
    void jettyHandlerWaits(Run run) {
        Programs.sick(
                run,
                JettyServer.class,
                report -> {
                    Programs.blockingWait(report, "web", "thread-pool", JettyServer.class, "jetty");
                    assertThat(report).pool("web").hasMax(8);
                },
                "sick");
    }
}
