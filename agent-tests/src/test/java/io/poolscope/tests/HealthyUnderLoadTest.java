package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.Built;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Jdks;
import io.poolscope.tests.program.WellServers;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Large healthy programs, a minute each under load: nothing is said at warning or above. */
@Isolated("a machine that is short of CPU makes a healthy program ill in earnest")
@EnabledIfSystemProperty(named = "poolscope.matrix", matches = "true")
final class HealthyUnderLoadTest {

    private static final Duration SPAN = Duration.ofSeconds(60);
    private static final Duration START = Duration.ofSeconds(90);

    static Stream<Arguments> servers() {
        return each("http", "netty", "reactor");
    }

    static Stream<Arguments> endpoints() {
        return each("healthy-io", "async-get", "sync-over-async");
    }

    private static Stream<Arguments> each(String... names) {
        Jdk newest = Jdks.all().get(Jdks.all().size() - 1);
        return Jdks.all().stream()
                .flatMap(jdk -> Stream.of(names)
                        .flatMap(name -> Stream.of("production", "load-test")
                                .filter(mode -> jdk == newest || mode.equals("production"))
                                .map(mode -> Arguments.of(jdk, name, mode))));
    }

    @ParameterizedTest(name = "{1} ({2}) on {0}")
    @MethodSource("servers")
    void servers(Jdk jdk, String what, String mode) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .libraryProgram(WellServers.class, what)
                .option("mode", mode)
                .start()) {
            jvm.awaitMoment("working");
            jvm.everyReport(SPAN, report -> assertThat(report).hasNoFindingAtOrAbove("warning"));
        }
    }

    @ParameterizedTest(name = "{1} ({2}) on {0}")
    @MethodSource("endpoints")
    void theDemosEndpoints(Jdk jdk, String scenario, String mode) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .jvm("-Xmx512m")
                .option("mode", mode)
                .jar(
                        Built.demoJar(),
                        "--server.port=0",
                        "--demo.scenario=" + scenario,
                        "--demo.fixed=true",
                        "--demo.seconds=" + SPAN.toSeconds())
                .start()) {
            jvm.until(START, () -> assertThat(jvm.stdout()).contains("Started DemoApplication"));
            jvm.everyReport(SPAN, report -> assertThat(report).hasNoFindingAtOrAbove("warning"));
        }
    }
}
