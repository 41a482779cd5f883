package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.Built;
import io.poolscope.tests.harness.DemoScenario;
import io.poolscope.tests.harness.DemoScenario.Expectation;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Jdks;
import io.poolscope.tests.harness.Machine;
import io.poolscope.tests.harness.Poolscope;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.harness.Traces;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The service in trouble was started without poolscope, and somebody calls {@code diagnose}: the same rule, pool and line as
 * with the agent ({@link DemoTest}), within the seconds that the rule's definition asks for, and nothing left behind. What
 * cannot be judged without probes is said not to be.
 */
@EnabledOnOs(OS.LINUX)
final class ColdDemoTest {

    private static final Duration START = Duration.ofSeconds(90);

    /** Longer than any test: the trouble lasts until the JVM is closed. */
    private static final String LOAD = "--demo.seconds=600";

    /** Rules that tell nothing without probes (rules.md, column needs). */
    private static final Set<String> PROBED = Set.of("rejected-tasks", "starvation-hazard", "worker-died");

    /** What only probes can tell of these rules is the line. */
    private static final Set<String> WITHOUT_LINE = Set.of("pool-leak");

    /** What goes on, or comes again, must be seen to. */
    private static final Set<String> REPEATING = Set.of("pool-leak", "late-schedule");

    /** Scenarios that take all of the CPU there is: they are not to be blamed for what they do to a neighbour. */
    private static final Set<String> COMPUTING = Set.of("cpu-bound", "slow-queue", "burst");

    /** Those that are also run on all other JDKs: one for each way to a verdict. */
    private static final Set<String> EVERYWHERE =
            Set.of("nested-join", "sync-over-async", "lock-and-wait", "rejected-tasks", "healthy-io");

    /** Over a 5 s look: start of the command's JVM, attach, detach. Quiet 2 s; ten times that for a busy machine. */
    private static final Duration AROUND = Duration.ofSeconds(25);

    static Stream<Arguments> judgedFromOutside() {
        return scenarios(false, false);
    }

    static Stream<Arguments> computing() {
        return scenarios(true, false);
    }

    static Stream<Arguments> probed() {
        return scenarios(false, true);
    }

    private static Stream<Arguments> scenarios(boolean computing, boolean probed) {
        Jdk newest = Jdks.all().get(Jdks.all().size() - 1);
        return DemoScenario.all().stream()
                .filter(s -> COMPUTING.contains(s.name()) == computing)
                .filter(s -> production(s).stream()
                                .anyMatch(e -> PROBED.contains(e.keys().getOrDefault("rule", "")))
                        == probed)
                .flatMap(s -> Jdks.all().stream()
                        .filter(jdk -> jdk.feature() >= s.fromJdk())
                        .filter(jdk -> jdk.equals(newest) || EVERYWHERE.contains(s.name()))
                        .map(jdk -> Arguments.of(jdk, s)));
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("judgedFromOutside")
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ)
    void saysColdWhatTheAgentSays(Jdk jdk, DemoScenario scenario) {
        diagnose(jdk, scenario);
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("computing")
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ_WRITE)
    void saysColdWhatTheAgentSaysOfTheComputingOnes(Jdk jdk, DemoScenario scenario) {
        diagnose(jdk, scenario);
    }

    private static void diagnose(Jdk jdk, DemoScenario scenario) {
        try (AgentJvm jvm = troubled(jdk, scenario)) {
            Poolscope.Ran ran = look(jdk, jvm, scenario, "--json");
            Report report = ran.report();
            assertAnnounced(report, scenario);
            ran.exits(report.findings().stream().anyMatch(f -> isOpen(f, "critical")) ? 10 : 0);
            assertNotJudged(report, PROBED);
            assertNothingLeft(jvm, jdk);
        }
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("probed")
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ)
    void saysThatItDoesNotKnowAndWithProbesItDoes(Jdk jdk, DemoScenario scenario) {
        try (AgentJvm jvm = troubled(jdk, scenario)) {
            String cold = look(jdk, jvm, scenario).exits(0).out();
            assertThat(cold).doesNotContain("WARNING", "CRITICAL", "INFO");
            assertThat(cold.replaceAll("\\s+", " "))
                    .as("what it says that it cannot know")
                    .containsPattern("Not judged \\(needs the probe [^)]*\\): "
                            + production(scenario).get(0).keys().get("rule"));

            Poolscope.Ran probed =
                    look(jdk, jvm, scenario, "--probes", "--json").exits(0);
            assertAnnounced(probed.report(), scenario);
            assertThat(probed.report().json().at("/coverage/rulesNotEvaluated").findValuesAsText("rule"))
                    .doesNotContainAnyElementsOf(PROBED);
            assertNothingLeft(jvm, jdk);
        }
    }

    /** The words that the person on call reads first name the rule, the pool, and a line of the application. */
    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("told")
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ)
    void tellsItInWords(Jdk jdk, DemoScenario scenario) {
        try (AgentJvm jvm = troubled(jdk, scenario)) {
            Poolscope.Ran ran = look(jdk, jvm, scenario);
            Expectation expected = production(scenario).get(0);
            String severity = expected.keys().getOrDefault("severity", "warning");
            ran.exits(severity.equals("critical") ? 10 : 0);
            assertThat(ran.out()).startsWith(severity.toUpperCase(Locale.ROOT) + ": ");
            assertThat(ran.out().replaceAll("\\s+", " "))
                    .contains(expected.keys().get("rule") + " pool=")
                    .containsPattern(scenario.type() + "\\.java:(" + String.join("|", lines(scenario)) + ")\\b")
                    .contains("what to do now:")
                    .contains("what to change:");
            assertNothingLeft(jvm, jdk);
        }
    }

    static Stream<Arguments> told() {
        Jdk oldest = Jdks.all().get(0);
        return Stream.of("two-pools", "request-waits").map(name -> Arguments.of(oldest, DemoScenario.named(name)));
    }

    private static List<String> lines(DemoScenario scenario) {
        return scenario.lines().stream().map(String::valueOf).toList();
    }

    /** The demo without poolscope, driven for half of the time that the trouble needs to be told with the agent in it. */
    private static AgentJvm troubled(Jdk jdk, DemoScenario scenario) {
        AgentJvm jvm = AgentJvm.on(jdk)
                .withoutAgent()
                .jvm("-Xmx512m")
                .jvm(scenario.jvmOptions().toArray(String[]::new))
                .jar(Built.demoJar(), "--server.port=0", "--demo.scenario=" + scenario.name(), LOAD)
                .start();
        try {
            // The load prints a line per second.
            String line = "(?m)^ *" + scenario.seconds() / 2 + " s  sent ";
            jvm.until(START, () -> assertThat(jvm.stdout()).containsPattern(line));
            return jvm;
        } catch (RuntimeException | Error e) {
            jvm.close();
            throw e;
        }
    }

    private static Poolscope.Ran look(Jdk jdk, AgentJvm jvm, DemoScenario scenario, String... more) {
        Duration duration = duration(scenario);
        String[] arguments = Stream.concat(
                        Stream.of("diagnose", Long.toString(jvm.pid()), "-d", duration.toSeconds() + "s"),
                        Stream.of(more))
                .toArray(String[]::new);
        Poolscope.Ran ran = Poolscope.on(jdk).run(arguments);
        System.out.println(String.join(" ", arguments) + " of " + scenario + " on " + jdk + ": "
                + ran.wall().toMillis() + " ms wall");
        assertThat(ran.wall()).as("attach, look and detach").isBetween(duration, duration.plus(AROUND));
        return ran;
    }

    /** Five seconds; but slow-queue speaks of what has lasted for 10 s, by its definition. */
    private static Duration duration(DemoScenario scenario) {
        if (announces(scenario, Set.of("slow-queue"))) {
            return Duration.ofSeconds(14);
        }
        return Duration.ofSeconds(announces(scenario, REPEATING) ? 9 : 5);
    }

    private static boolean announces(DemoScenario scenario, Set<String> rules) {
        return production(scenario).stream()
                .anyMatch(e -> rules.contains(e.keys().getOrDefault("rule", "")));
    }

    private static List<Expectation> production(DemoScenario scenario) {
        return scenario.in("production");
    }

    private static void assertAnnounced(Report report, DemoScenario scenario) {
        for (Expectation expected : production(scenario)) {
            if (!expected.silent()) {
                assertThat(report.findings())
                        .as("%s, in %s", expected, report)
                        .anyMatch(f -> isOpen(f, f.path("severity").asText())
                                && expected.asksFor(f)
                                && (!expected.keys().containsKey("proved")
                                        || f.path("beganBefore").asBoolean())
                                && (WITHOUT_LINE.contains(expected.keys().get("rule"))
                                        || scenario.isMarked(f.path("site"), expected)));
            }
        }
        assertThat(report.findings())
                .as("not announced, in %s", report)
                .noneMatch(f -> isLoud(f) && production(scenario).stream().noneMatch(e -> e.allows(f)));
    }

    private static void assertNotJudged(Report report, Set<String> rules) {
        assertThat(report.json().at("/coverage/rulesNotEvaluated").findValuesAsText("rule"))
                .as("rules that are said not to be judged, in %s", report)
                .containsAll(rules);
    }

    private static void assertNothingLeft(AgentJvm jvm, Jdk mine) {
        Traces.none(jvm, mine);
        assertThat(jvm.stderr()).as("the application's own output").doesNotContain("poolscope ");
    }

    private static boolean isLoud(JsonNode finding) {
        return !finding.path("severity").asText().equals("info");
    }

    private static boolean isOpen(JsonNode finding, String severity) {
        return finding.path("open").asBoolean()
                && finding.path("severity").asText().equals(severity);
    }
}
