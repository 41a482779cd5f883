package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.Built;
import io.poolscope.tests.harness.DemoScenario;
import io.poolscope.tests.harness.DemoScenario.Expectation;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Http;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Jdks;
import io.poolscope.tests.harness.Machine;
import io.poolscope.tests.harness.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real Spring Boot service in every trouble that it can make: what the scenario's source announces is what is said. */
final class DemoTest {

    private static final Duration START = Duration.ofSeconds(90);

    /** For the rules' looks and the report after the load; and how long others may still speak up after the right one. */
    private static final Duration AFTER = Duration.ofSeconds(5);

    /** The promise: from the onset to the finding. */
    private static final Duration PROMISED = Duration.ofSeconds(10);

    /** What {@code slow-queue} waits for before it speaks, by its definition. */
    private static final Duration SLOW_FOR = Duration.ofSeconds(10);

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    /** Scenarios that take all of the CPU there is: they are not to be blamed for what they do to a neighbour. */
    private static final List<String> COMPUTING = List.of("cpu-bound", "lock-convoy", "slow-queue", "burst");

    static Stream<Arguments> sick() {
        return arguments(DemoScenario.all().stream().filter(s -> !COMPUTING.contains(s.name())));
    }

    static Stream<Arguments> computing() {
        return arguments(DemoScenario.all().stream().filter(s -> COMPUTING.contains(s.name())));
    }

    private static Stream<Arguments> arguments(Stream<DemoScenario> scenarios) {
        return scenarios.flatMap(scenario -> Jdks.all().stream()
                .filter(jdk -> jdk.feature() >= scenario.fromJdk())
                .flatMap(jdk -> Stream.of("production", "load-test")
                        .filter(mode -> !scenario.in(mode).isEmpty())
                        .map(mode -> Arguments.of(jdk, scenario, mode))));
    }

    static Stream<Arguments> mended() {
        Jdk newest = Jdks.all().get(Jdks.all().size() - 1);
        return DemoScenario.all().stream()
                .filter(scenario -> scenario.hasFixed() && newest.feature() >= scenario.fromJdk())
                .map(scenario -> Arguments.of(newest, scenario));
    }

    @ParameterizedTest(name = "{1} ({2}) on {0}")
    @MethodSource("sick")
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ)
    void saysWhatTheScenarioAnnounces(Jdk jdk, DemoScenario scenario, String mode) {
        drive(jdk, scenario, mode);
    }

    @ParameterizedTest(name = "{1} ({2}) on {0}")
    @MethodSource("computing")
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ_WRITE)
    void saysWhatTheComputingScenarioAnnounces(Jdk jdk, DemoScenario scenario, String mode) {
        drive(jdk, scenario, mode);
    }

    private static void drive(Jdk jdk, DemoScenario scenario, String mode) {
        List<Expectation> expectations = scenario.in(mode);
        List<Expectation> missing = new ArrayList<>(expectations);
        missing.removeIf(e -> e.silent() && !e.keys().containsKey("verdict"));
        try (AgentJvm jvm = app(jdk, scenario)
                .option("mode", mode)
                .jar(Built.demoJar(), "--server.port=0", "--demo.scenario=" + scenario.name())
                .start()) {
            jvm.until(START, () -> assertThat(jvm.stdout()).contains("Started DemoApplication"));
            Instant end = Instant.now().plusSeconds(scenario.seconds()).plus(AFTER);
            boolean mustStaySilent = expectations.stream().anyMatch(Expectation::silent);
            Report last = jvm.awaitReport(r -> {});
            while (Instant.now().isBefore(end)) {
                last = next(jvm, last);
                for (JsonNode finding : last.findings()) {
                    assertThat(isLoud(finding) && expectations.stream().noneMatch(e -> e.allows(finding)))
                            .as("not announced: %s%n%s", finding, last)
                            .isFalse();
                    if (missing.removeIf(e -> e.asksFor(finding) && scenario.isMarked(finding.path("site"), e))) {
                        assertInTime(finding, last);
                    }
                }
                Report now = last;
                missing.removeIf(e -> e.silent() && hasVerdict(now, e));
                if (!mustStaySilent
                        && missing.isEmpty()
                        && end.isAfter(Instant.now().plus(AFTER))) {
                    end = Instant.now().plus(AFTER);
                }
            }
            assertThat(missing).as("announced, and never said%n%s", last).isEmpty();
            // Also where others are timed by the clock: no probe sees Tomcat's tasks.
            assertThat(tomcat(last).path("tasks").path("runMs").path("count").asLong())
                    .as("tasks of Tomcat in %s", last)
                    .isPositive();
        }
    }

    private static JsonNode tomcat(Report report) {
        return report.pools().stream()
                .filter(pool -> pool.path("type").asText().startsWith("org.apache.tomcat."))
                .findFirst()
                .orElseThrow();
    }

    private static void assertInTime(JsonNode finding, Report report) {
        Instant firstSeen = Instant.parse(finding.path("firstSeen").asText());
        boolean slow = finding.path("rule").asText().equals("slow-queue");
        JsonNode pool = report.pool(finding.path("pool").asText()).orElseThrow();
        assertThat(Duration.between(onset(pool.path("history"), firstSeen), firstSeen))
                .as("from the onset to the finding: %s%n%s", finding, pool)
                .isLessThanOrEqualTo(slow ? PROMISED.plus(SLOW_FOR) : PROMISED);
    }

    /** Since when, without a break, the pool had work that waited or workers that did. */
    private static Instant onset(JsonNode history, Instant firstSeen) {
        Instant onset = firstSeen;
        boolean atEase = true;
        for (JsonNode point : history) {
            Instant t = Instant.parse(point.path("t").asText());
            boolean troubled =
                    point.path("blocked").asInt() > 0 || point.path("depth").asInt() > 0;
            if (troubled && atEase && t.isBefore(firstSeen)) {
                onset = t;
            }
            atEase = !troubled;
        }
        return onset;
    }

    @ParameterizedTest(name = "{1}, mended, on {0}")
    @MethodSource("mended")
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ_WRITE)
    void isSilentAboutTheMendedTwin(Jdk jdk, DemoScenario scenario) {
        try (AgentJvm jvm = app(jdk, scenario)
                .jar(
                        Built.demoJar(),
                        "--server.port=0",
                        "--demo.scenario=" + scenario.name(),
                        "--demo.fixed=true",
                        "--demo.seconds=10")
                .start()) {
            jvm.until(START, () -> assertThat(jvm.stdout()).contains("Started DemoApplication"));
            jvm.everyReport(Duration.ofSeconds(11), report -> assertThat(report).hasNoFindingAtOrAbove("warning"));
        }
    }

    /** One JVM for all that the application itself shows of poolscope: its registry's endpoint and its log. */
    @EachJdk
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ)
    void theApplicationShowsItInItsOwnMetersAndItsOwnLog(Jdk jdk) {
        DemoScenario scenario = DemoScenario.named("sync-over-async");
        String site = "SyncOverAsync.quote:" + scenario.lines().get(0);
        try (AgentJvm jvm = app(jdk, scenario)
                .option("log", "application")
                .jar(Built.demoJar(), "--server.port=0", "--demo.scenario=" + scenario.name())
                .start()) {
            jvm.until(START, () -> assertThat(jvm.stdout()).containsPattern(PORT));
            Matcher port = PORT.matcher(jvm.stdout());
            assertThat(port.find()).isTrue();
            String meters = "http://127.0.0.1:" + port.group(1) + "/actuator/prometheus";
            jvm.until(Duration.ofSeconds(scenario.seconds() + 20), () -> {
                String text = Http.get(meters);
                assertThat(text)
                        .containsPattern("(?m)^poolscope_pool_queued_tasks\\{[^}]*pool=\"orders\"[^}]*} [1-9]")
                        .containsPattern(
                                "(?m)^poolscope_pool_threads\\{(?=[^}]*pool=\"orders\")(?=[^}]*state=\"blocked\")[^}]*} [1-9]")
                        .containsPattern(
                                "(?m)^poolscope_site_blocked_seconds_total\\{(?=[^}]*pool=\"orders\")(?=[^}]*site=\""
                                        + Pattern.quote(site) + "\")[^}]*} [0-9]")
                        .containsPattern(
                                "(?m)^poolscope_pool_verdict\\{(?=[^}]*pool=\"orders\")(?=[^}]*verdict=\"starved\")[^}]*} 1\\.0");
                assertThat(jvm.stdout()).contains("pool-starvation").contains("SyncOverAsync.java:");
            });
            assertThat(jvm.stderr()).doesNotContain("pool-starvation");
        }
    }

    private static AgentJvmBuilder app(Jdk jdk, DemoScenario scenario) {
        return AgentJvm.on(jdk).jvm("-Xmx512m").jvm(scenario.jvmOptions().toArray(String[]::new));
    }

    private static Report next(AgentJvm jvm, Report last) {
        return jvm.awaitReport(report -> assertThat(report.to()).isAfter(last.to()));
    }

    private static boolean isLoud(JsonNode finding) {
        return !finding.path("severity").asText().equals("info");
    }

    private static boolean hasVerdict(Report report, Expectation expectation) {
        return report.pool(expectation.keys().getOrDefault("pool", ""))
                .filter(row ->
                        row.path("verdict").asText().equals(expectation.keys().get("verdict")))
                .filter(row -> !expectation.keys().containsKey("cause")
                        || row.path("cause").asText().equals(expectation.keys().get("cause")))
                .isPresent();
    }
}
