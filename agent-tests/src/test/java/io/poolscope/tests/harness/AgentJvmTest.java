package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolscope.tests.program.Chatter;
import io.poolscope.tests.program.Hello;
import java.nio.file.Files;
import java.time.Duration;

/** The harness itself, with no agent in the JVM. */
final class AgentJvmTest {

    @EachJdk
    void runsAProgramToItsEnd(Jdk jdk) {
        try (AgentJvm jvm =
                AgentJvm.on(jdk).withoutAgent().program(Hello.class, "you").start()) {
            assertThat(jvm.awaitExit()).isZero();
            assertThat(jvm.lines()).containsExactly("Hello, you");
            assertThat(jvm.stderr()).isEmpty();
            assertThat(jvm.report()).isEmpty();
        }
    }

    @EachJdk
    void keepsABoundedPartOfTheOutputAndLeavesNothingRunning(Jdk jdk) {
        long lines = Output.LIMIT_BYTES / 64 + 1000;
        long child;
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .withoutAgent()
                .program(Chatter.class, Long.toString(lines))
                .start()) {
            child = Long.parseLong(jvm.awaitLine("child "));
            jvm.until(AgentJvm.PATIENCE, () -> assertThat(jvm.stderr()).contains("written"));
            assertThat(jvm.stdout().length()).isEqualTo((int) Output.LIMIT_BYTES);
            assertThat(ProcessHandle.of(child)).isPresent();
        }
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
        assertThat(ProcessHandle.of(child)).isEmpty();
    }

    @EachJdk
    void givesUpWithAllThatAPersonNeeds(Jdk jdk) {
        try (AgentJvm jvm =
                AgentJvm.on(jdk).withoutAgent().program(Hello.class, "you").start()) {
            jvm.awaitExit();
            assertThatThrownBy(() -> jvm.until(
                            Duration.ofMillis(300),
                            () -> assertThat(jvm.lines()).contains("never said")))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("never said")
                    .hasMessageContaining("Hello, you")
                    .hasMessageContaining("exit 0");
        }
    }

    @EachJdk
    void readsOnlyReportsThatKeepTheSchema(Jdk jdk) throws Exception {
        try (AgentJvm jvm = AgentJvm.on(jdk).withoutAgent().program(Hello.class).start()) {
            jvm.awaitExit();
            Files.writeString(jvm.reportFile(), "{\"schema\": \"poolscope/report/1\"");
            assertThatThrownBy(jvm::report).isInstanceOf(AssertionError.class);
            Files.writeString(jvm.reportFile(), "{\"schema\": \"poolscope/report/2\"}");
            assertThatThrownBy(jvm::report)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("breaks its schema")
                    .hasMessageContaining("poolscope/report/1");
            Files.writeString(jvm.reportFile(), ReportAssertTest.REPORT);
            assertThat(jvm.report()).isPresent();
        }
    }
}
