package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.Quiet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Options come from five places in one order, and a wrong one never hurts the application. */
final class OptionsTest {

    @EachJdk
    void anUnknownKeyAndBadValuesGetOneLineEachAndAllGoesOn(Jdk jdk) {
        try (AgentJvm jvm = quiet(jdk)
                .option("sample-intervall", "20ms")
                .option("max-pools", "many")
                .option("window", "-3s")
                .start()) {
            Report report = jvm.awaitReport(r -> assertThat(r).pool("quiet"));
            assertThat(report.json().at("/self/sampleIntervalMs").asDouble()).isEqualTo(20);
            jvm.until(
                    Duration.ofSeconds(30),
                    () -> assertThat(jvm.stderr()).contains("sample-intervall", "max-pools", "window"));
            List<String> said = jvm.stderr().lines().toList();
            assertThat(said)
                    .filteredOn(line -> line.contains("sample-intervall"))
                    .singleElement()
                    .asString()
                    .containsPattern("sample-interval\\b");
            assertThat(said)
                    .filteredOn(line -> line.contains("max-pools"))
                    .singleElement()
                    .asString()
                    .contains("many");
            assertThat(said)
                    .filteredOn(line -> line.contains("window"))
                    .singleElement()
                    .asString()
                    .contains("-3s");
            assertThat(jvm.stderr()).doesNotContain("\tat ");
        }
    }

    @EachJdk
    void strictRefusesToWorkWithAWrongOption(Jdk jdk) {
        try (AgentJvm jvm =
                quiet(jdk).flag("strict").option("sample-intervall", "20ms").start()) {
            jvm.awaitLine("working");
            jvm.until(Duration.ofSeconds(30), () -> assertThat(jvm.stderr()).contains("sample-intervall"));
            staysWithoutReport(jvm);
        }
    }

    @EachJdk
    void argumentsGoBeforePropertiesBeforeEnvironmentBeforeFile(Jdk jdk) throws IOException {
        AgentJvmBuilder fromFile = quiet(jdk);
        Path config = Files.writeString(fromFile.directory().resolve("my.properties"), "mode=load-test\n");
        assertThat(modeOf(fromFile.option("config", config.toString()))).isEqualTo("load-test");
        assertThat(modeOf(quiet(jdk).env("POOLSCOPE_CONFIG", config.toString()).env("POOLSCOPE_MODE", "production")))
                .isEqualTo("production");
        assertThat(modeOf(quiet(jdk).env("POOLSCOPE_MODE", "production").jvm("-Dpoolscope.mode=load-test")))
                .isEqualTo("load-test");
        assertThat(modeOf(quiet(jdk).jvm("-Dpoolscope.mode=load-test").option("mode", "production")))
                .isEqualTo("production");
    }

    @EachJdk
    void switchedOffItIsNotThere(Jdk jdk) {
        for (AgentJvmBuilder off : List.of(
                quiet(jdk).option("enabled", "false"),
                quiet(jdk).jvm("-Dpoolscope.enabled=false"),
                quiet(jdk).env("POOLSCOPE_ENABLED", "false"))) {
            try (AgentJvm jvm = off.start()) {
                jvm.awaitLine("working");
                staysWithoutReport(jvm);
                assertThat(jvm.stderr()).isEmpty();
            }
        }
    }

    @EachJdk
    void theGateIsJudgedAtTheEndAndLeavesTheExitCodeAlone(Jdk jdk) {
        try (AgentJvm jvm =
                quiet(jdk).option("gate", "findings == 0;queue.depth.max < 0").start()) {
            jvm.awaitLine("working");
            jvm.awaitReport(r -> assertThat(r).pool("quiet"));
            jvm.send("exit 7");
            assertThat(jvm.awaitExit()).isEqualTo(7);
            assertThat(jvm.stderr())
                    .contains("poolscope gate findings == 0 holds: 0")
                    .containsPattern("poolscope ERROR gate queue\\.depth\\.max < 0 fails: quiet \\d")
                    .contains("poolscope ERROR gate failed");
        }
    }

    @EachJdk
    void anEndingThatIsPromisedForLaterIsSaidOnce(Jdk jdk) {
        AgentJvmBuilder builder = quiet(jdk);
        try (AgentJvm jvm = builder.option(
                        "report", builder.directory().resolve("report.pdf").toString())
                .start()) {
            jvm.awaitLine("working");
            jvm.until(Duration.ofSeconds(30), () -> assertThat(jvm.stderr()).contains("not in this version"));
            assertThat(jvm.stderr().split("not in this version", -1))
                    .as("times, plus one")
                    .hasSize(2);
            assertThat(jvm.stderr()).doesNotContain("\tat ");
            jvm.send("exit 0");
            assertThat(jvm.awaitExit()).isZero();
        }
    }

    @EachJdk
    void aConfigurationThatIsMissingIsSaid(Jdk jdk) {
        try (AgentJvm jvm =
                quiet(jdk).option("config", "/no/such/file.properties").start()) {
            jvm.awaitReport(r -> assertThat(r).pool("quiet"));
            jvm.until(Duration.ofSeconds(30), () -> assertThat(jvm.stderr()).contains("/no/such/file.properties"));
            assertThat(jvm.stderr()).doesNotContain("\tat ");
        }
    }

    /** No report for long enough that one would have been written several times. */
    private static void staysWithoutReport(AgentJvm jvm) {
        jvm.holds(Duration.ofSeconds(4), () -> {
            assertThat(jvm.isAlive()).isTrue();
            assertThat(jvm.reportFile()).doesNotExist();
        });
        jvm.send("exit 4");
        assertThat(jvm.awaitExit()).isEqualTo(4);
        assertThat(jvm.lines()).containsExactly("working");
    }

    private static String modeOf(AgentJvmBuilder builder) {
        try (AgentJvm jvm = builder.start()) {
            return jvm.awaitReport(report -> {}).json().at("/jvm/mode").asText();
        }
    }

    private static AgentJvmBuilder quiet(Jdk jdk) {
        return AgentJvm.on(jdk).program(Quiet.class);
    }
}
