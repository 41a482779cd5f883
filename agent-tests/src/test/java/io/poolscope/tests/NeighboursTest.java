package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.Control;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Jdks;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Measured;
import io.poolscope.tests.harness.Neighbour;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.IllPools;
import io.poolscope.tests.program.Neighbourly;
import io.poolscope.tests.program.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other agents in the same JVM, before and after poolscope in the command line, and there when it comes and goes. */
@EnabledIfSystemProperty(named = "poolscope.matrix", matches = "true")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class NeighboursTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration SOON = Duration.ofSeconds(15);

    /** How long the workload runs at least, ms: other agents set properties some seconds after their start. */
    private static final String WATCHED = "4000";

    private static final Pattern TROUBLE = Pattern.compile("^\\s+at |\\b(ERROR|SEVERE|Exception|Error)\\b");

    static Stream<Arguments> ways() {
        return neighbours()
                .flatMap(pair ->
                        Stream.of("before", "after").map(order -> Arguments.of(pair.get()[0], pair.get()[1], order)));
    }

    static Stream<Arguments> neighbours() {
        return Jdks.all().stream()
                .flatMap(jdk -> Arrays.stream(Neighbour.values()).map(neighbour -> Arguments.of(jdk, neighbour)));
    }

    @ParameterizedTest(name = "{0}, {1} {2}")
    @MethodSource("ways")
    void theResultIsTheSameAsWithTheOtherAlone(Jdk jdk, Neighbour neighbour, String order) {
        boolean before = order.equals("before");
        AgentJvmBuilder alone = AgentJvm.on(jdk).withoutAgent().program(Workload.class, WATCHED);
        AgentJvmBuilder beside = AgentJvm.on(jdk).option("probes", "on");
        beside.program(Workload.class, WATCHED, beside.reportFile().toString());
        try (AgentJvm without = neighbour.in(alone, before).start()) {
            assertThat(without.awaitExit(PATIENCE)).as(without::story).isEqualTo(3);
            try (AgentJvm with = neighbour.in(beside, before).start()) {
                assertThat(with.awaitExit(PATIENCE)).as(with::story).isEqualTo(3);
                assertThat(results(with)).as(with::story).isNotEmpty().isEqualTo(results(without));
                assertThat(trouble(with)).as(with::story).isEqualTo(trouble(without));
                assertThat(with.report().orElseThrow()).hasActiveProbes();
            }
        }
    }

    @ParameterizedTest(name = "{0}, {1} {2}")
    @MethodSource("ways")
    void eachDoesItsWorkBesideTheOther(Jdk jdk, Neighbour neighbour, String order) {
        AgentJvmBuilder builder = AgentJvm.on(jdk).option("probes", "on").libraryProgram(Neighbourly.class);
        try (AgentJvm jvm = neighbour.in(builder, order.equals("before")).start()) {
            jvm.awaitLine("working");
            jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
            neighbour.works(jvm);
            jvm.send("starve");
            Instant ill = jvm.awaitMoment("ill");
            jvm.awaitReport(report -> assertStarved(report, ill));
            neighbour.works(jvm);
            end(jvm);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("neighbours")
    void poolscopeMayComeAndGo(Jdk jdk, Neighbour neighbour) {
        AgentJvmBuilder builder = AgentJvm.on(jdk).withoutAgent().libraryProgram(Neighbourly.class);
        try (AgentJvm jvm = neighbour.in(builder, true).start()) {
            jvm.awaitLine("working");
            neighbour.works(jvm);
            Control control = Control.of(jvm);
            control.attach("probes=off,log=none");
            String untouched = code(jvm);
            control.detach();

            control.attach("probes=on,report-interval=500ms,report=" + jvm.reportFile());
            jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
            assertThat(code(jvm)).as("the code with probes").isNotEqualTo(untouched);
            jvm.send("starve");
            Instant ill = jvm.awaitMoment("ill");
            jvm.awaitReport(report -> assertStarved(report, ill));
            neighbour.works(jvm);
            control.detach();

            assertThat(code(jvm)).as("the code as it was").isEqualTo(untouched);
            neighbour.works(jvm);
            end(jvm);
        }
    }

    private static void assertStarved(Report report, Instant ill) {
        assertThat(report)
                .hasFinding("pool-starvation")
                .inPool("checkout")
                .at(Mark.in(IllPools.class, "starvation"))
                .withSeverity("critical")
                .seenWithin(SOON, ill)
                .and()
                .hasNoFindingAtOrAboveBut("warning", List.of("pool-starvation"));
    }

    private static void end(AgentJvm jvm) {
        jvm.send("end");
        assertThat(jvm.awaitExit(PATIENCE)).as(jvm::story).isEqualTo(5);
        assertThat(trouble(jvm)).as(jvm::story).isEmpty();
    }

    /** What the program says of the code of the classes that probes change. */
    private static String code(AgentJvm jvm) {
        return Objects.requireNonNull(Measured.ask(jvm).get("code"));
    }

    /** What the workload prints; other agents may log there too. */
    private static List<String> results(AgentJvm jvm) {
        return jvm.lines().stream()
                .filter(line -> line.matches("[a-zA-Z ]+: .*"))
                .toList();
    }

    /** Lines that look like an error of anybody's; poolscope's own words about the application are none. */
    private static List<String> trouble(AgentJvm jvm) {
        List<String> all = new ArrayList<>(jvm.lines());
        jvm.stderr().lines().forEach(all::add);
        return all.stream()
                .filter(line -> !line.matches("[a-zA-Z ]+: .*"))
                .filter(line -> TROUBLE.matcher(line).find())
                .toList();
    }
}
