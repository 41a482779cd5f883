package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.BrokenJar;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Jdks;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.harness.Traces;
import io.poolscope.tests.program.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every stage of the shipped jar fails, in every way in which Java code can: the application's results stay what they are
 * alone, the failure is counted and told, and whatever else there is of poolscope goes on.
 */
final class FaultsTest {

    private static final List<Class<? extends Throwable>> KINDS = List.of(
            IllegalStateException.class, OutOfMemoryError.class, StackOverflowError.class, NoClassDefFoundError.class);

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Map<Jdk, List<String>> ALONE = new ConcurrentHashMap<>();

    /** What is broken, and what is then to be seen. */
    private enum Stage {
        ADVICE("errors.probes", true, "internal error in probes", "are switched off", FaultsTest::advice),
        SAMPLER("errors.sampler", false, "internal error in sampler", "is switched off", in("watch.Sampler", "sample")),
        FACTS(
                "errors.facts-long-runs",
                true,
                "internal error in facts-long-runs",
                "is switched off",
                in("watch.LongRuns", "look")),
        FACTS_OF_SAMPLES(
                "errors.samples-contended-locks",
                true,
                "internal error in samples-contended-locks",
                "is switched off",
                in("watch.ContendedLocks", "sampled")),
        FAMILY(
                "errors.pools-fork-join-family",
                true,
                "internal error in pools-fork-join-family",
                "",
                in("pool.ForkJoinFamily", "seatOf")),
        POOL(
                "errors.pools",
                true,
                "internal error in reading the pool",
                "is switched off",
                in("pool.ForkJoinFamily", "size")),
        ROW("errors.rows", false, "internal error in rows", "is switched off", in("watch.RowReader", "read")),
        RULE(
                "errors.rule-cpu-hog",
                true,
                "internal error in rule-cpu-hog",
                "is switched off",
                in("rule.CpuHog", "evaluate")),
        LOG("errors.report-log", true, "", "the reporter log failed 5 times", in("report.log.LogReporter", "report")),
        METERS(
                "errors.report-micrometer",
                true,
                "",
                "the reporter micrometer failed 5 times",
                in("report.meter.MicrometerReporter", "report")),
        CONTROL("errors.control", true, "internal error in control", "", in("agent.ControlPoint", "look")),
        INSTALL("", true, "could not be installed", "", in("probe.Weaving", "install")),
        JUDGE("", false, "internal error in rules", "is switched off", in("rule.Verdicts", "of")),
        LOOP("", false, "it leaves this JVM now", "", in("agent.Throttle", "interval")),
        AGENT("", false, "could not start", "", in("agent.Agent", "<init>")),
        ENTRY("", false, "could not start", "", in("agent.AgentMain", "start")),
        EXIT("", true, "", "", in("agent.Loop", "end"));

        private final String counted;
        private final boolean finding;
        private final String said;
        private final String off;
        private final BiFunction<BrokenJar, Class<? extends Throwable>, BrokenJar> how;

        Stage(
                String counted,
                boolean finding,
                String said,
                String off,
                BiFunction<BrokenJar, Class<? extends Throwable>, BrokenJar> how) {
            this.counted = counted;
            this.finding = finding;
            this.said = said;
            this.off = off;
            this.how = how;
        }
    }

    private static BiFunction<BrokenJar, Class<? extends Throwable>, BrokenJar> in(String type, String method) {
        return (jar, kind) -> jar.throwing("io.poolscope." + type, method, kind);
    }

    /** Each hook that a task or a wait meets. */
    private static BrokenJar advice(BrokenJar jar, Class<? extends Throwable> kind) {
        for (String hook : List.of(
                "workerStarted",
                "taskEnded",
                "taskTaken",
                "workerEnded",
                "forkJoinStarted",
                "forkJoinEnded",
                "asyncStarted",
                "waitStarted",
                "waitEnded",
                "executed",
                "scheduled",
                "forkJoinSubmitted",
                "rejected",
                "failed",
                "created",
                "supplied")) {
            jar.throwingForTheApplication("io.poolscope.bootstrap.Hooks", hook, kind);
        }
        for (String hook : List.of("taskFailed", "stageFailed", "given", "read", "readResult", "seen")) {
            jar.throwingForTheApplication("io.poolscope.bootstrap.Failures", hook, kind);
        }
        for (String hook : List.of("merged", "joined", "raced", "all")) {
            jar.throwingForTheApplication("io.poolscope.bootstrap.MergedFailures", hook, kind);
        }
        return jar;
    }

    @EachJdk
    void whatFailsEverywhereAtOnceHarmsNobody(Jdk jdk) throws IOException {
        BrokenJar jar = new BrokenJar();
        jar = Stage.ADVICE.how.apply(jar, NoClassDefFoundError.class);
        jar = Stage.FACTS.how.apply(jar, IllegalStateException.class);
        jar = Stage.FAMILY.how.apply(jar, OutOfMemoryError.class);
        jar = Stage.RULE.how.apply(jar, StackOverflowError.class);
        jar = Stage.LOG.how.apply(jar, StackOverflowError.class);
        AgentJvmBuilder builder = AgentJvm.on(jdk);
        Path enough = builder.directory().resolve("enough");
        try (AgentJvm jvm = start(builder, jar, enough)) {
            jvm.awaitReport(LONG, report -> {
                stands(report);
                for (Stage stage : List.of(Stage.ADVICE, Stage.FACTS, Stage.FAMILY, Stage.RULE, Stage.LOG)) {
                    assertThat(report.lost(stage.counted)).as(stage.counted).isPositive();
                }
            });
            endsAsAlone(jvm, jdk, enough);
            for (Stage stage : List.of(Stage.FACTS, Stage.FAMILY, Stage.RULE)) {
                assertThat(jvm.stderr().split(stage.said, -1)).as("told once").hasSize(2);
            }
        }
    }

    /** Each stage in each way on one JDK, and each stage on each JDK. */
    static List<Arguments> everyStageInEveryWay() {
        List<Arguments> all = new ArrayList<>();
        List<Jdk> jdks = Jdks.all();
        for (Stage stage : Stage.values()) {
            for (int i = 0; i < KINDS.size(); i++) {
                all.add(Arguments.of(jdks.get((stage.ordinal() + i) % jdks.size()), stage, KINDS.get(i)));
            }
        }
        return all;
    }

    /** Half a minute each, as what fails ten times in a row takes its time; so in the profile {@code matrix} only. */
    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("everyStageInEveryWay")
    @EnabledIfSystemProperty(named = "poolscope.matrix", matches = "true")
    void everyStageMayFail(Jdk jdk, Stage stage, Class<? extends Throwable> kind) throws IOException {
        AgentJvmBuilder builder = AgentJvm.on(jdk);
        Path enough = builder.directory().resolve("enough");
        try (AgentJvm jvm = start(builder, stage.how.apply(new BrokenJar(), kind), enough)) {
            if (!stage.counted.isEmpty() || stage.finding) {
                jvm.awaitReport(LONG, report -> {
                    if (!stage.counted.isEmpty()) {
                        assertThat(report.lost(stage.counted)).as(stage.counted).isPositive();
                    }
                    if (stage.finding) {
                        stands(report);
                    }
                });
            }
            jvm.until(LONG, () -> assertThat(jvm.stderr()).contains(stage.said, stage.off));
            if (stage == Stage.LOOP || stage == Stage.AGENT) {
                jvm.until(LONG, () -> assertThat(Traces.threads(jvm)).noneMatch(name -> name.contains("poolscope")));
            }
            endsAsAlone(jvm, jdk, enough);
            assertThat(jvm.stderr().lines().filter(line -> line.contains("internal error")))
                    .as("lines about it: the first failure, the end of trying")
                    .hasSizeLessThanOrEqualTo(4);
        }
    }

    /** A reporter that never returns: poolscope's own thread stands in it, the application and its end do not. */
    @EachJdk
    @EnabledIfSystemProperty(named = "poolscope.matrix", matches = "true")
    void aReporterThatHangsHoldsNobody(Jdk jdk) throws IOException {
        AgentJvmBuilder builder = AgentJvm.on(jdk);
        Path enough = builder.directory().resolve("enough");
        BrokenJar jar = new BrokenJar().hanging("io.poolscope.report.log.LogReporter", "report");
        try (AgentJvm jvm = start(builder, jar, enough)) {
            jvm.awaitReport(LONG, report -> {});
            endsAsAlone(jvm, jdk, enough);
        }
    }

    static AgentJvm start(AgentJvmBuilder builder, BrokenJar jar, Path enough) {
        return builder.agentJar(jar.in(builder.directory()))
                .program(Workload.class, "0", enough.toString(), "stands")
                .start();
    }

    private static void stands(Report report) {
        assertThat(report).hasFinding("pool-deadlock").inPool("stands").at(Mark.in(Workload.class, "stands"));
    }

    /** The workload goes on to its own end, and prints what it prints when nobody looks. */
    static void endsAsAlone(AgentJvm jvm, Jdk jdk, Path enough) throws IOException {
        Files.writeString(enough, "");
        assertThat(jvm.awaitExit(LONG)).as(jvm::story).isEqualTo(3);
        assertThat(jvm.lines()).as(jvm::story).isEqualTo(ALONE.computeIfAbsent(jdk, FaultsTest::alone));
        assertThat(jvm.stderr()).as("no stack trace").doesNotContain("\tat ");
    }

    private static List<String> alone(Jdk jdk) {
        try (AgentJvm jvm =
                AgentJvm.on(jdk).withoutAgent().program(Workload.class, "0").start()) {
            assertThat(jvm.awaitExit(LONG)).as(jvm::story).isEqualTo(3);
            return jvm.lines();
        }
    }
}
