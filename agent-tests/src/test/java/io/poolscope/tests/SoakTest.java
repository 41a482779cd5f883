package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.HeapWalk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Machine;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.harness.Traces;
import io.poolscope.tests.program.Bounds;
import io.poolscope.tests.program.IllPools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Ten minutes at each bound, with the Maven profile {@code soak}; {@code -Dpoolscope.soak.seconds} for another length.
 * The figures are printed, and what must hold is:
 *
 * <ul>
 *   <li>Own memory is under 64 MB: what poolscope alone keeps alive in a heap dump, as {@link HeapWalk} says, its parts
 *       being the classes {@code io.poolscope.*}, everything that the core's loader has loaded, its threads and the
 *       tables in the bootstrap loader.
 *   <li>It does not grow after the first {@link #WARM_UP_S} seconds, in which the window fills and the credit of the start
 *       is used up.
 *   <li>Own CPU time is under {@code max-overhead}, but for {@link #KNOWN_OVERHEAD}: from the kernel's own account of
 *       poolscope's thread between the two dumps, and as the report has it for its last 60 s.
 *   <li>A pool that starves after the warm-up gets its finding, at its line, within {@link #SOON}.
 * </ul>
 */
@EnabledIfSystemProperty(named = "poolscope.soak", matches = "true")
@EnabledOnOs(OS.LINUX)
@Timeout(value = 1, unit = TimeUnit.HOURS)
@ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ_WRITE)
final class SoakTest {

    private static final int SECONDS = Integer.getInteger("poolscope.soak.seconds", 600);
    private static final int WARM_UP_S = 75;
    /** From the onset to the report with the finding: three looks, a second apart also where looks are dear. */
    private static final Duration SOON = Duration.ofSeconds(30);

    /** CPU time is measured for as long at least, however long the first dump took to read: the limit is of a minute. */
    private static final Duration MEASURED = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final long MOST_BYTES = 64 << 20;
    /** Default of the option, as a share of one core. */
    private static final double MAX_OVERHEAD = 0.005;
    /**
     * Known to be over the limit where the machine is busy with other things: five samples a second, below which it does not go
     * while workers are blocked, and a look every twelve seconds cost more than that with ten thousand workers or a thousand
     * pools, whose state is in no cache then. It must not get worse.
     */
    private static final double KNOWN_OVERHEAD = 0.01;
    /** What two measurements of one and the same state differ by, and what the finding itself takes. */
    private static final double NOISE = 1.1;
    /** Records of ended workers and executors stay until their turn to be swept: at 5,000 a second up to so many bytes more. */
    private static final long NOISE_BYTES = 10_000_000;

    @EachJdk
    void tenThousandPoolThreads(Jdk jdk) throws Exception {
        soak(jdk, "threads", KNOWN_OVERHEAD, "-Xmx1g", "-Xss512k");
    }

    @EachJdk
    void aThousandPools(Jdk jdk) throws Exception {
        soak(jdk, "pools", KNOWN_OVERHEAD, "-Xmx1g", "-Xss512k");
    }

    @EachJdk
    void aHundredThousandStacks(Jdk jdk) throws Exception {
        assumeThat(jdk.hasCompiler()).isTrue();
        soak(jdk, "stacks", MAX_OVERHEAD, "-Xmx1g");
    }

    @EachJdk(from = 21)
    void aMillionVirtualThreads(Jdk jdk) throws Exception {
        soak(jdk, "virtual", MAX_OVERHEAD, "-Xmx5g");
    }

    @EachJdk
    void fiveThousandExecutorsASecond(Jdk jdk) throws Exception {
        soak(jdk, "executors", MAX_OVERHEAD, "-Xmx1g");
    }

    @EachJdk
    void aStormOfTasks(Jdk jdk) throws Exception {
        soak(jdk, "storm", MAX_OVERHEAD, "-Xmx1g");
    }

    private static void soak(Jdk jdk, String bound, double overhead, String... arguments) throws Exception {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .jvm(arguments)
                .jvm("-XX:TieredStopAtLevel=4")
                .option("probes", "on")
                .option("report-interval", "10s")
                .program(Bounds.class, bound)
                .start()) {
            jvm.until(PATIENCE, () -> assertThat(jvm.lines()).anyMatch(line -> line.startsWith("there")));
            Instant there = jvm.awaitMoment("there");
            jvm.holds(
                    Duration.ofSeconds(WARM_UP_S),
                    () -> assertThat(jvm.isAlive()).isTrue());
            HeapWalk.Held warm = own(jdk, jvm);
            long cpu = cpuNanos(jvm);
            Instant measured = Instant.now();
            jvm.send("go");
            Instant ill = jvm.awaitMoment("ill");
            jvm.awaitReport(
                    PATIENCE,
                    report -> assertThat(report)
                            .hasFinding("pool-starvation")
                            .inPool("checkout")
                            .at(Mark.in(IllPools.class, "starvation"))
                            .withSeverity("critical"));
            Duration after = Duration.between(ill, Instant.now());
            Instant end = Stream.of(there.plusSeconds(SECONDS), measured.plus(MEASURED))
                    .max(Instant::compareTo)
                    .orElseThrow();
            jvm.holds(
                    Duration.between(Instant.now(), end),
                    () -> assertThat(jvm.isAlive()).isTrue());
            double share = (double) (cpuNanos(jvm) - cpu)
                    / Duration.between(measured, Instant.now()).toNanos();
            Report last = jvm.report().orElseThrow();
            HeapWalk.Held held = own(jdk, jvm);
            double told = last.json().at("/self/cpuShareOfOneCore").asDouble();
            String story = String.format(
                    Locale.ROOT,
                    "%s, %s, %d s, %s a second: own CPU %.3f %% of a core, %.3f %% as told, a sample every %.0f ms;"
                            + " finding after %s; lost %s%n  warm %s%n  end  %s",
                    jdk,
                    bound,
                    SECONDS,
                    rates(jvm),
                    100 * share,
                    100 * told,
                    last.json().at("/self/sampleIntervalMs").asDouble(),
                    after,
                    last.json().at("/coverage/lost"),
                    warm,
                    held);
            System.out.println(story);
            assertThat(held.bytes()).as(story).isLessThan(MOST_BYTES);
            assertThat((double) held.bytes()).as(story).isLessThan(NOISE * warm.bytes() + NOISE_BYTES);
            assertThat(share).as(story).isLessThan(NOISE * overhead);
            assertThat(told).as(story).isLessThan(NOISE * overhead);
            assertThat(after).as(story).isLessThan(SOON);
            assertThat(last).hasFinding("pool-starvation").inPool("checkout").open(true);
        }
    }

    /** What the program did in each ten seconds: least and most. */
    private static String rates(AgentJvm jvm) {
        List<Integer> rates = jvm.lines().stream()
                .filter(line -> line.startsWith("rate "))
                .map(line -> Integer.parseInt(line.substring("rate ".length())))
                .sorted()
                .toList();
        return rates.isEmpty()
                ? "?"
                : String.format(Locale.ROOT, "%,d to %,d", rates.get(0), rates.get(rates.size() - 1));
    }

    private static HeapWalk.Held own(Jdk jdk, AgentJvm jvm) throws Exception {
        Path dump = jvm.directory().resolve("own.hprof");
        try (AgentJvm jcmd =
                AgentJvm.on(jdk).startTool("jcmd", Long.toString(jvm.pid()), "GC.heap_dump", dump.toString())) {
            assertThat(jcmd.awaitExit(PATIENCE)).as(jcmd::story).isZero();
            return HeapWalk.heldBy(
                    dump,
                    name -> name.startsWith("io.poolscope.") && !name.startsWith("io.poolscope.tests."),
                    name -> name.startsWith("poolscope"));
        } finally {
            Files.deleteIfExists(dump);
        }
    }

    private static long cpuNanos(AgentJvm jvm) {
        long sum = Traces.cpuNanos(jvm);
        assertThat(sum).as("CPU time of poolscope's threads").isPositive();
        return sum;
    }
}
