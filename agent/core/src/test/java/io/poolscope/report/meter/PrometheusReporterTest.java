package io.poolscope.report.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.report.Samples;
import io.poolscope.report.bridge.Bridges;
import io.poolscope.snapshot.PoolSnapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PrometheusReporterTest {
    private final List<String> complaints = new ArrayList<>();
    private final PrometheusReporter reporter = reporter(new Endpoint("127.0.0.1", 0));

    private PrometheusReporter reporter(Endpoint endpoint) {
        return new PrometheusReporter(
                Meters.all("0.1.0", false), 64, endpoint, new Bridges(Samples.bridgeClasses()), complaints::add);
    }

    @AfterEach
    void close() throws Exception {
        reporter.close();
    }

    private String ask(String request) throws IOException {
        return ask(request, reporter.port());
    }

    private static String ask(String request, int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String scrape() throws IOException {
        return ask("GET /metrics HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n");
    }

    /** One pool whose tasks are timed, one whose are not: a registry wants one kind of timer under one name. */
    @Test
    void whereEachTaskIsTimedTheTimesAreHistograms() throws Exception {
        PrometheusReporter timing = new PrometheusReporter(
                Meters.all("0.1.0", true),
                64,
                new Endpoint("127.0.0.1", 0),
                new Bridges(Samples.bridgeClasses()),
                complaints::add);
        try {
            for (int look = 0; look < 2; look++) {
                timing.report(Samples.assess(
                        List.of(
                                Samples.pool("p1", "timed")
                                        .timed(new PoolSnapshot.Timed(1.5, 3), new PoolSnapshot.Timed(40, 1))
                                        .build(),
                                Samples.pool("p2", "other")
                                        .tasks(1212 + look, 788, 5000 + 30 * look)
                                        .build()),
                        List.of(),
                        Map.of(),
                        List.of(),
                        List.of()));
            }
            String text = ask("GET /metrics HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n", timing.port());
            String timed = "{pool=\"timed\",type=\"java.util.concurrent.ThreadPoolExecutor\"";
            String other = timed.replace("timed", "other");
            assertThat(text)
                    .contains("\npoolscope_task_wait_seconds_count" + timed + "} 8\n")
                    .contains("\npoolscope_task_wait_seconds_sum" + timed + "} 0.089\n")
                    .contains("\npoolscope_task_wait_seconds_bucket" + timed + ",le=\"0.001\"} 0\n")
                    .contains("\npoolscope_task_wait_seconds_bucket" + timed + ",le=\"0.002\"} 6\n")
                    .contains("\npoolscope_task_wait_seconds_bucket" + timed + ",le=\"0.05\"} 8\n")
                    .contains("\npoolscope_task_wait_seconds_max" + timed + "} 0.04\n")
                    .contains("\npoolscope_task_wait_seconds_count" + other + "} 1001\n")
                    .contains("\npoolscope_task_run_seconds_count" + timed + "} 788\n");
            assertThat(timing.lost()).isZero();
            assertThat(complaints).isEmpty();
        } finally {
            timing.close();
        }
    }

    @Test
    void eventsOverTheBoundAreCountedAsLost() throws Exception {
        PrometheusReporter timing = new PrometheusReporter(
                Meters.all("0.1.0", true),
                64,
                new Endpoint("127.0.0.1", 0),
                new Bridges(Samples.bridgeClasses()),
                complaints::add);
        try {
            timing.report(Samples.assess(
                    List.of(Samples.pool("p1", "timed")
                            .timed(new PoolSnapshot.Timed(1, 99_000), new PoolSnapshot.Timed(2, 2_000))
                            .build()),
                    List.of(),
                    Map.of(),
                    List.of(),
                    List.of()));
            // 1,000 of the waits, and all 788 run times, which come later.
            assertThat(timing.lost()).isEqualTo(1_788);
        } finally {
            timing.close();
        }
    }

    @Test
    void theNamesAreThoseThatPrometheusWants() throws Exception {
        reporter.report(Samples.rich());
        String text = scrape();
        String tags = "{pool=\"orders\",type=\"java.util.concurrent.ThreadPoolExecutor\"";
        assertThat(text)
                .startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n")
                .contains("\npoolscope_pool_queued_tasks" + tags + "} 212.0\n")
                .contains("\npoolscope_pool_max_threads" + tags + "} 16.0\n")
                .contains("\npoolscope_pool_core_threads" + tags + "} 16.0\n")
                .contains("\npoolscope_pool_threads{pool=\"orders\",state=\"blocked\",type=")
                .contains("\npoolscope_pool_blocked_threads{kind=\"future\",pool=\"orders\"")
                .contains("\npoolscope_pool_utilization_ratio" + tags + "} 1.0\n")
                .contains("\npoolscope_pool_queue_head_age_seconds" + tags + "} 47.9\n")
                .contains("\npoolscope_task_wait_seconds_count" + tags + "} 788\n")
                .contains("\npoolscope_task_wait_seconds_sum" + tags + "} 5.0\n")
                .contains("\npoolscope_task_wait_quantile_seconds{pool=\"orders\",quantile=\"max\"")
                .contains("\npoolscope_blocked_time_seconds_count{kind=\"future\",pool=\"orders\"")
                .contains("\npoolscope_tasks_submitted_total" + tags + "} 1000.0\n")
                .contains("\npoolscope_tasks_total{outcome=\"rejected\",pool=\"orders\"")
                .contains("\npoolscope_pool_verdict{pool=\"orders\",type=\"java.util.concurrent.ThreadPoolExecutor\","
                        + "verdict=\"deadlocked\"} 1.0\n")
                .contains("\npoolscope_findings_total{pool=\"orders\",rule=\"pool-deadlock\",severity=\"critical\"")
                .contains("\npoolscope_site_blocked_seconds_total{kind=\"future\",pool=\"orders\","
                        + "site=\"PriceService.price:88\"")
                .contains("\npoolscope_agent_info{mode=\"production\",started=\"javaagent\",version=\"0.1.0\"} 1\n")
                .contains("\npoolscope_agent_cpu_seconds_total 0.3456\n")
                .contains("\npoolscope_agent_errors_total{stage=\"judge\"} 1.0\n")
                .contains("\npoolscope_agent_lost_total{cause=\"stacks\"} 3.0\n");
        assertThat(text.lines().filter(line -> line.startsWith("# TYPE")))
                .hasSizeGreaterThan(18)
                .allSatisfy(line -> {
                    String name = line.split(" ")[2];
                    assertThat(text).contains("# HELP " + name + " ");
                });
        assertThat(complaints).isEmpty();
    }

    @Test
    void seriesOfDeadPoolsGoAndHostileNamesBreakNoLine() throws Exception {
        reporter.report(Samples.rich());
        reporter.report(Samples.hostile());
        assertThat(scrape()).doesNotContain("pool=\"orders\"");
        String body = scrape().split("\r\n\r\n", 2)[1];
        assertThat(body.lines())
                .allMatch(line -> line.startsWith("#") || line.startsWith("poolscope_"))
                .anyMatch(line -> line.contains("evil\\\\u001b"));
        reporter.report(Samples.assess(List.of(), List.of(), Map.of(), List.of(), List.of()));
        assertThat(scrape()).doesNotContain("evil");
    }

    @Test
    void answersGetAndHeadOnlyAndSurvivesBadClients() throws Exception {
        reporter.report(Samples.rich());
        try (Socket silent = new Socket("127.0.0.1", reporter.port())) {
            silent.getOutputStream().write('G'); // and no more: it is cut off
            assertThat(ask("POST /metrics HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 405 ");
        }
        assertThat(ask("HEAD /metrics HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK")
                .endsWith("\r\n\r\n");
        assertThat(ask("GET /secret HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404 ");
        assertThat(ask("nonsense\n\n")).startsWith("HTTP/1.1 405 ");
        assertThat(scrape()).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void oneDaemonThreadAndNoneAfterClose() throws Exception {
        reporter.report(Samples.rich());
        assertThat(threads())
                .singleElement()
                .satisfies(thread -> assertThat(thread.isDaemon()).isTrue());
        reporter.close();
        assertThat(threads()).isEmpty();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("poolscope-"))
                .toList();
    }

    @Test
    void aPortThatIsTakenIsOneComplaint() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            PrometheusReporter second = reporter(new Endpoint("127.0.0.1", taken.getLocalPort()));
            second.report(Samples.rich());
            second.report(Samples.rich());
            second.close();
            assertThat(complaints).singleElement().asString().contains("cannot listen on prometheus=127.0.0.1:");
        }
    }

    @Test
    void readsPortsAndHosts() {
        assertThat(Endpoint.parse("9464")).isEqualTo(new Endpoint("127.0.0.1", 9464));
        assertThat(Endpoint.parse("0.0.0.0:9464")).isEqualTo(new Endpoint("0.0.0.0", 9464));
        assertThat(Endpoint.parse("[::1]:9464")).isEqualTo(new Endpoint("::1", 9464));
        assertThat(Endpoint.parse("on")).isNull();
        assertThat(Endpoint.parse(":70000")).isNull();
    }
}
