package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Http;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Ports;
import io.poolscope.tests.program.Deadlocks;
import io.poolscope.tests.program.Quiet;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** poolscope's own endpoint: there when asked, with the figures of the moment; otherwise no port is open. */
final class PrometheusTest {

    @EachJdk
    void showsTheDeadlock(Jdk jdk) {
        int port = Ports.free();
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(Deadlocks.class, "three-outers")
                .option("prometheus", "127.0.0.1:" + port)
                .start()) {
            jvm.awaitLine("stuck");
            jvm.until(Duration.ofSeconds(30), () -> {
                String text = Http.get("http://127.0.0.1:" + port + "/metrics");
                assertThat(text)
                        .containsPattern(sample("poolscope_pool_threads", "state=\"blocked\"", "3.0"))
                        .containsPattern(sample("poolscope_pool_threads", "state=\"idle\"", "0.0"))
                        .containsPattern(sample("poolscope_pool_blocked\\w*", "kind=\"future\"", "3.0"))
                        .containsPattern(sample("poolscope_pool_queued_tasks", "pool=\"orders\"", "3.0"))
                        .containsPattern(sample("poolscope_pool_max\\w*", "pool=\"orders\"", "3.0"))
                        .containsPattern(sample("poolscope_pool_verdict", "verdict=\"deadlocked\"", "1.0"))
                        .containsPattern("poolscope_findings_total\\{[^}]*rule=\"pool-deadlock\"[^}]*} 1.0")
                        .containsPattern("poolscope_site_blocked_seconds_total\\{[^}]*site=\"Deadlocks\\.")
                        .contains("poolscope_agent_info{")
                        .doesNotContain("2.147483647E9");
            });
        }
    }

    /** Every task timed: times are histograms, and the two of one task agree in number. */
    @EachJdk
    void showsHistogramsOfTaskTimesWhereEachIsTimed(Jdk jdk) {
        int port = Ports.free();
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .program(Quiet.class)
                .option("timing", "all")
                .option("prometheus", "127.0.0.1:" + port)
                .start()) {
            jvm.awaitLine("working");
            jvm.until(Duration.ofSeconds(30), () -> {
                String text = Http.get("http://127.0.0.1:" + port + "/metrics");
                for (String meter : new String[] {"poolscope_task_wait_seconds", "poolscope_task_run_seconds"}) {
                    assertThat(text)
                            .containsPattern("(?m)^# TYPE " + meter + " histogram$")
                            .containsPattern(
                                    "(?m)^" + meter + "_bucket\\{(?=[^}]*pool=\"quiet\")[^}]*le=\"30.0\"} [1-9]\\d+$")
                            .containsPattern("(?m)^" + meter + "_count\\{(?=[^}]*pool=\"quiet\")[^}]*} [1-9]\\d+$");
                }
                assertThat(text).doesNotContain("cause=\"report-prometheus\"");
            });
        }
    }

    @EachJdk
    void noPortIsOpenUnlessAsked(Jdk jdk) throws Exception {
        assumeThat(Files.isDirectory(Path.of("/proc/self/fd"))).isTrue();
        try (AgentJvm jvm = AgentJvm.on(jdk).program(Quiet.class).start()) {
            jvm.awaitReport(report -> {});
            assertThat(Ports.listening(jvm.pid())).isEmpty();
        }
    }

    @EachJdk
    void aPortThatIsTakenHarmsNobody(Jdk jdk) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                AgentJvm jvm = AgentJvm.on(jdk)
                        .program(Quiet.class)
                        .option("prometheus", "127.0.0.1:" + taken.getLocalPort())
                        .start()) {
            jvm.awaitLine("working");
            jvm.awaitReport(report -> {});
            jvm.until(
                    Duration.ofSeconds(30),
                    () -> assertThat(jvm.stderr()).contains(Integer.toString(taken.getLocalPort())));
            jvm.send("exit 0");
            assertThat(jvm.awaitExit()).isZero();
            assertThat(jvm.stderr()).doesNotContain("\tat ");
        }
    }

    /** A sample of the pool orders with one more label and a value. */
    private static String sample(String name, String label, String value) {
        return "(?m)^" + name + "\\{(?=[^}]*pool=\"orders\")(?=[^}]*" + label + ")[^}]*} " + value.replace(".", "\\.")
                + "$";
    }
}
