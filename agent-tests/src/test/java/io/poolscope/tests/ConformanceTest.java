package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Jdks;
import io.poolscope.tests.harness.Machine;
import io.poolscope.tests.harness.Races;
import io.poolscope.tests.stress.Stress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * With probes in them the JDK's pools and futures do what they do without: cancellation, interruption, time limits, completion
 * and its races, compensation, shutdown, virtual threads.
 *
 * <p>All need the processors: races that take turns are none. With the profile {@code matrix}, for
 * {@code poolscope.stress.seconds} (30) on each JDK; a few seconds in every build.
 */
final class ConformanceTest {

    private static final int SECONDS = Integer.getInteger("poolscope.stress.seconds", 30);

    /** What everything takes beyond the time of the stress, on a slow machine. */
    private static final Duration REST = Duration.ofMinutes(10);

    @Test
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ)
    void aShortStressHasTheSameResults() {
        List<Jdk> all = Jdks.all();
        sameResults(all.get(all.size() - 1), Duration.ofMillis(1_500));
    }

    @EachJdk
    @EnabledIfSystemProperty(named = "poolscope.matrix", matches = "true")
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    @ResourceLock(Machine.PROCESSORS)
    void aLongStressHasTheSameResults(Jdk jdk) {
        sameResults(jdk, Duration.ofSeconds(SECONDS));
    }

    @EachJdk
    @EnabledIfSystemProperty(named = "poolscope.matrix", matches = "true")
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    @ResourceLock(Machine.PROCESSORS)
    void racesHaveTheOutcomesThatTheJdkAllows(Jdk jdk, @TempDir Path classes) throws IOException {
        Races races = Races.compiledTo(classes);
        AgentJvmBuilder alone = AgentJvm.on(jdk).withoutAgent();
        assertThat(races.run(alone, Duration.ofSeconds(SECONDS).dividedBy(3), "-Dwatched=false"))
                .as("the races, by themselves")
                .isEmpty();
        AgentJvmBuilder watched = AgentJvm.on(jdk).withoutAgent();
        String agent = AgentJvm.on(jdk)
                .without("report")
                .without("report-interval")
                .option("log", "none")
                .agentArgument();
        assertThat(races.run(watched, Duration.ofSeconds(SECONDS), agent, "-Dwatched=true"))
                .as("the races, with probes")
                .isEmpty();
    }

    private static void sameResults(Jdk jdk, Duration time) {
        List<String> without = results(AgentJvm.on(jdk).withoutAgent(), Duration.ZERO);
        List<String> with = results(AgentJvm.on(jdk).option("log", "none").jvm("-Dwatched=true"), time);
        assertThat(without).hasSizeGreaterThan(30).noneMatch(line -> line.contains(" | "));
        assertThat(with).isEqualTo(without);
    }

    private static List<String> results(AgentJvmBuilder builder, Duration time) {
        try (AgentJvm jvm =
                builder.program(Stress.class, Long.toString(time.toMillis())).start()) {
            assertThat(jvm.awaitExit(time.plus(REST))).as(jvm::story).isZero();
            List<String> lines = jvm.lines();
            System.out.println(builder.directory().getFileName() + ": " + lines.get(lines.size() - 1));
            return lines.subList(0, lines.size() - 1);
        }
    }
}
