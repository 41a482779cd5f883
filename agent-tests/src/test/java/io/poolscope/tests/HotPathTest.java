package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.Built;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.hotpath.HotPaths;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Nobody adds work to the way of every task without saying so. Counts that are the same in each run and on each machine:
 * bytes allocated; instructions that the probes add to the JDK's methods; instructions that the hooks execute, with what
 * they call, so that a clock read, a lock or an atomic instruction shows by its name.
 *
 * <p>No ratio of CPU times is among them: on a machine with two cores that others share, single runs of one and the same
 * program differ by more than what a hook costs ({@code docs/overhead.md}, which measures it in pairs and over minutes).
 */
final class HotPathTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /**
     * What an operation allocates is the same as without poolscope. Interpreted: a compiler's escape analysis leaves
     * allocations out, and code that it inlines otherwise would look like another number of bytes.
     */
    @EachJdk
    void noOperationAllocatesMoreAndNoCodeIsAddedUnseen(Jdk jdk) throws IOException {
        List<String> without = run(AgentJvm.on(jdk).withoutAgent().jvm("-Xint").libraryProgram(HotPaths.class));
        List<String> with = run(AgentJvm.on(jdk)
                .jvm("-Xint", "-Dwatched=true", "--add-opens=java.base/java.lang=ALL-UNNAMED")
                .option("log", "none")
                .libraryProgram(HotPaths.class, Built.agentJar().toString()));

        assertThat(without).hasSizeGreaterThan(10).allMatch(line -> line.startsWith("bytes "));
        assertThat(with.subList(0, without.size())).isEqualTo(without);

        assumeThat(HotPathTest.class.getResource(table(jdk)))
                .as("a table of " + jdk)
                .isNotNull();
        assertThat(with.subList(without.size(), with.size()))
                .as("the code on hot paths; what is meant to change is changed in %s too", table(jdk))
                .containsExactlyElementsOf(expected(jdk));
    }

    private static List<String> run(AgentJvmBuilder builder) {
        try (AgentJvm jvm = builder.start()) {
            assertThat(jvm.awaitExit(LIMIT)).as(jvm::story).isZero();
            return jvm.lines();
        }
    }

    private static String table(Jdk jdk) {
        return "/hot-paths-" + jdk.feature() + ".txt";
    }

    private static List<String> expected(Jdk jdk) throws IOException {
        try (InputStream in = Objects.requireNonNull(HotPathTest.class.getResourceAsStream(table(jdk)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
