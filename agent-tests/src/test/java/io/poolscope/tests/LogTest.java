package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.Deadlocks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A finding is told once, in words, where the user asked for it, and never on the application's standard output. */
final class LogTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TOLD = "poolscope CRITICAL pool-deadlock pool=orders (proved)";

    @EachJdk
    void toldOnceInPlainWords(Jdk jdk) {
        try (AgentJvm jvm = deadlocked(jdk).start()) {
            jvm.until(LIMIT, () -> assertThat(jvm.stderr()).contains(TOLD));
            // Long enough for several looks and reports.
            Report report = jvm.everyReport(Duration.ofSeconds(6), r -> {});
            assertThat(jvm.stderr().split(TOLD.replaceAll("([()])", "\\\\$1"), -1))
                    .as("times it is told, plus one")
                    .hasSize(2);
            assertThat(jvm.stderr())
                    .contains("Deadlocks.java:")
                    .contains("fix: ")
                    .contains("id " + report.findings().get(0).path("id").asText());
            assertThat(jvm.lines()).hasSize(1).allMatch(line -> line.startsWith("stuck "));
        }
    }

    @EachJdk
    void toldAgainAfterTheAskedTime(Jdk jdk) {
        try (AgentJvm jvm = deadlocked(jdk).option("log-repeat", "2s").start()) {
            jvm.until(
                    LIMIT,
                    () -> assertThat(jvm.stderr().split("pool-deadlock pool=orders", -1))
                            .hasSizeGreaterThanOrEqualTo(4));
        }
    }

    @EachJdk
    void toFileAsJson(Jdk jdk) throws Exception {
        AgentJvmBuilder builder = deadlocked(jdk);
        Path log = builder.directory().resolve("poolscope.log");
        try (AgentJvm jvm = builder.option("log", "file:" + log)
                .option("log-format", "json")
                .start()) {
            jvm.until(
                    LIMIT,
                    () -> assertThat(log).content().contains("pool-deadlock").endsWith("\n"));
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(log)) {
                lines.add(new ObjectMapper().readTree(line));
            }
            assertThat(lines)
                    .allMatch(JsonNode::isObject)
                    .anyMatch(line -> line.at("/finding/rule").asText().equals("pool-deadlock")
                            && line.at("/finding/pool").asText().equals("orders"));
            assertThat(jvm.stderr()).doesNotContain("pool-deadlock");
        }
    }

    @EachJdk
    void nowhere(Jdk jdk) {
        try (AgentJvm jvm = deadlocked(jdk).option("log", "none").start()) {
            jvm.awaitReport(report -> assertThat(report).hasFinding("pool-deadlock"));
            jvm.everyReport(Duration.ofSeconds(2), r -> {});
            assertThat(jvm.stderr()).isEmpty();
        }
    }

    private static AgentJvmBuilder deadlocked(Jdk jdk) {
        return AgentJvm.on(jdk).program(Deadlocks.class, "three-outers");
    }
}
