package io.poolscope.tests;

import static io.poolscope.tests.harness.ReportAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.BrokenJar;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Http;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Mark;
import io.poolscope.tests.harness.Ports;
import io.poolscope.tests.harness.Report;
import io.poolscope.tests.program.HostileRegistry;
import io.poolscope.tests.program.Hungry;
import io.poolscope.tests.program.Nameless;
import io.poolscope.tests.program.Redeploys;
import io.poolscope.tests.program.Workload;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What a host does to its agents: registries that throw or block, no memory, a full disk, names that are none, a clock that
 * jumps.
 */
@EnabledIfSystemProperty(named = "poolscope.matrix", matches = "true")
final class HostFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @EachJdk
    void aRegistryThatThrowsIsToldOnceAndCounted(Jdk jdk) throws IOException {
        AgentJvmBuilder builder = AgentJvm.on(jdk);
        Path enough = builder.directory().resolve("enough");
        try (AgentJvm jvm = builder.libraryProgram(HostileRegistry.class, "throws", enough.toString())
                .start()) {
            jvm.awaitReport(LONG, report -> {
                stands(report, HostileRegistry.class);
                assertThat(report.lost("report-micrometer")).isPositive();
            });
            ends(jvm, enough, "all counted: true");
            assertThat(jvm.stderr()).containsOnlyOnce("a registry refuses the meter poolscope");
        }
    }

    @EachJdk
    void aRegistryThatBlocksIsLeftAndTheRestGoesOn(Jdk jdk) throws IOException {
        AgentJvmBuilder builder = AgentJvm.on(jdk);
        Path enough = builder.directory().resolve("enough");
        try (AgentJvm jvm = builder.libraryProgram(HostileRegistry.class, "blocks", enough.toString())
                .start()) {
            jvm.awaitReport(LONG, report -> {
                stands(report, HostileRegistry.class);
                assertThat(report.lost("errors.report-micrometer")).isEqualTo(5);
            });
            ends(jvm, enough, "all counted: true");
            assertThat(jvm.stderr())
                    .containsOnlyOnce("the reporter micrometer failed 5 times in a row and is off now: "
                            + "java.util.concurrent.TimeoutException at ");
        }
    }

    @EachJdk
    void aHostThatRunsOutOfMemoryGetsItsFindingAllTheSame(Jdk jdk) throws IOException {
        AgentJvmBuilder builder = AgentJvm.on(jdk).jvm("-Xmx64m");
        Path enough = builder.directory().resolve("enough");
        try (AgentJvm jvm = builder.program(Hungry.class, enough.toString()).start()) {
            jvm.awaitReport(LONG, report -> stands(report, Hungry.class));
            jvm.send("go");
            Report before = jvm.report().orElseThrow();
            jvm.awaitReport(
                    LONG, report -> assertThat(report.to()).isAfter(before.to().plusSeconds(10)));
            assertThat(jvm.stderr()).doesNotContain("switched off").doesNotContain("is off now");
            ends(jvm, enough, "ran out and went on: true");
        }
    }

    @EachJdk
    void threadsWithoutANameHideNoOther(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .jvm("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .program(Nameless.class)
                .start()) {
            jvm.awaitReport(LONG, report -> stands(report, Nameless.class));
            jvm.send("go");
            assertThat(jvm.awaitExit(LONG)).as(jvm::story).isEqualTo(3);
            assertThat(jvm.lines()).containsExactly("working", "ended: true");
            assertThat(jvm.stderr()).doesNotContain("internal error").doesNotContain("\u001b");
        }
    }

    /** A limit on the size of files stands for a disk that is full: the first bytes can be written, the others not. */
    @EachJdk
    void aDiskThatIsFullIsToldOnceAndCounted(Jdk jdk) throws Exception {
        assumeThat(Files.isExecutable(Path.of("/bin/sh"))).isTrue();
        int port = Ports.free();
        AgentJvmBuilder builder = AgentJvm.on(jdk)
                .under("/bin/sh", "-c", "ulimit -f 2; exec \"$@\"", "sh")
                .jvm("-XX:-UsePerfData")
                .option("prometheus", Integer.toString(port));
        Path enough = builder.directory().resolve("enough");
        try (AgentJvm jvm = builder.program(Workload.class, "0", enough.toString(), "stands")
                .start()) {
            String lost = "poolscope_agent_lost_total{cause=\"report-report\"";
            jvm.until(
                    LONG,
                    () -> assertThat(Http.get("http://127.0.0.1:" + port + "/metrics"))
                            .contains(lost));
            jvm.until(LONG, () -> assertThat(jvm.stderr()).contains("pool-deadlock pool=stands"));
            FaultsTest.endsAsAlone(jvm, jdk, enough);
            assertThat(jvm.stderr()).containsOnlyOnce("cannot write report=");
        }
        assertThat(builder.reportFile()).doesNotExist();
        try (Stream<Path> left = Files.list(builder.directory())) {
            assertThat(left)
                    .as("halves of reports")
                    .noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    @EachJdk
    void theFolderOfTheReportMayGo(Jdk jdk) throws IOException {
        AgentJvmBuilder builder = AgentJvm.on(jdk);
        Path folder = builder.directory().resolve("reports");
        Path enough = builder.directory().resolve("enough");
        builder.option("report", folder.resolve("run.json").toString()).redirected("2>/dev/full");
        try (AgentJvm jvm = builder.program(Workload.class, "0", enough.toString(), "stands")
                .start()) {
            for (int i = 0; i < 2; i++) {
                jvm.until(LONG, () -> assertThat(folder.resolve("run.json")).exists());
                jvm.until(LONG, () -> remove(folder));
            }
            jvm.until(LONG, () -> {
                Report report = jvm.report(folder.resolve("run.json")).orElseThrow(AssertionError::new);
                stands(report, Workload.class);
                assertThat(report.lost("log"))
                        .as("lines that standard error did not take")
                        .isPositive();
            });
            FaultsTest.endsAsAlone(jvm, jdk, enough);
        }
    }

    /** The wall clock goes back and forth by an hour every second, and the machine sleeps for an hour in between. */
    @EachJdk
    void aClockThatJumpsMakesNoFindingAndHidesNone(Jdk jdk) throws IOException {
        BrokenJar jar = new BrokenJar()
                .instead("io.poolscope.watch.Clock$1", "now", code -> {
                    code.visitMethodInsn(
                            Opcodes.INVOKESTATIC, "java/time/Instant", "now", "()Ljava/time/Instant;", false);
                    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
                    code.visitLdcInsn(1_000_000_000L);
                    code.visitInsn(Opcodes.LDIV);
                    code.visitLdcInsn(2L);
                    code.visitInsn(Opcodes.LREM);
                    code.visitLdcInsn(-3_600L);
                    code.visitInsn(Opcodes.LMUL);
                    code.visitMethodInsn(
                            Opcodes.INVOKEVIRTUAL, "java/time/Instant", "plusSeconds", "(J)Ljava/time/Instant;", false);
                    code.visitInsn(Opcodes.ARETURN);
                })
                .instead("io.poolscope.watch.Clock$1", "nanos", code -> {
                    // An hour more for each ten seconds that pass, at once.
                    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
                    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
                    code.visitLdcInsn(10_000_000_000L);
                    code.visitInsn(Opcodes.LDIV);
                    code.visitLdcInsn(3_600_000_000_000L);
                    code.visitInsn(Opcodes.LMUL);
                    code.visitInsn(Opcodes.LADD);
                    code.visitInsn(Opcodes.LRETURN);
                });
        AgentJvmBuilder builder = AgentJvm.on(jdk);
        Path enough = builder.directory().resolve("enough");
        try (AgentJvm jvm = FaultsTest.start(builder, jar, enough)) {
            jvm.awaitReport(LONG, report -> stands(report, Workload.class));
            jvm.holds(Duration.ofSeconds(25), () -> {
                Report report = jvm.report().orElseThrow();
                assertThat(report.findings())
                        .as("findings")
                        .allMatch(finding -> finding.path("pool").asText().equals("stands")
                                || finding.path("severity").asText().equals("info"));
                assertThat(report.from()).isBeforeOrEqualTo(report.to());
            });
            stands(jvm.report().orElseThrow(), Workload.class);
            assertThat(jvm.stderr()).doesNotContain("internal error");
            FaultsTest.endsAsAlone(jvm, jdk, enough);
        }
    }

    @EachJdk
    void applicationsThatAreDroppedAreCollected(Jdk jdk) {
        try (AgentJvm jvm = AgentJvm.on(jdk)
                .jvm("--add-opens=java.base/java.lang=ALL-UNNAMED")
                .program(Redeploys.class, "20")
                .start()) {
            jvm.awaitLine("deployed");
            jvm.awaitReport(report -> assertThat(report).hasActiveProbes());
            jvm.send("go");
            assertThat(jvm.awaitExit(LONG)).as(jvm::story).isEqualTo(3);
            assertThat(jvm.lines()).as(jvm::story).hasSize(3).contains("thread locals: 0");
            assertThat(jvm.awaitLine("loaders left:")).as("of 20").isEqualTo("0");
        }
    }

    /** Fails, to be tried again, where a file is written meanwhile. */
    private static void remove(Path folder) throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.deleteIfExists(file);
            }
        }
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException e) {
            throw new AssertionError("still written to", e);
        }
    }

    private static void stands(Report report, Class<?> program) {
        assertThat(report).hasFinding("pool-deadlock").inPool("stands").at(Mark.in(program, "stands"));
    }

    private static void ends(AgentJvm jvm, Path enough, String line) throws IOException {
        Files.writeString(enough, "");
        assertThat(jvm.awaitExit(LONG)).as(jvm::story).isEqualTo(3);
        assertThat(jvm.lines()).as(jvm::story).containsExactly(line);
        assertThat(jvm.stderr()).as(jvm::story).doesNotContain("\tat ");
    }
}
