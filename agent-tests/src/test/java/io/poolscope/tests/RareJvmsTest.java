package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.poolscope.tests.harness.AgentJvm;
import io.poolscope.tests.harness.AgentJvmBuilder;
import io.poolscope.tests.harness.Built;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.program.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** JVMs as few have them: the application's results are those that it has alone. See also {@link HarmlessTest}. */
@EnabledIfSystemProperty(named = "poolscope.matrix", matches = "true")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class RareJvmsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** How long the workload runs at least, ms. */
    private static final String WATCHED = "4000";

    /** The harness gives each JVM the first compiler only. */
    private static final String ALL_COMPILERS = "-XX:TieredStopAtLevel=4";

    private static final List<List<String>> WAYS = List.of(
            List.of("-XX:+UseParallelGC", ALL_COMPILERS),
            List.of("-XX:+UseG1GC", ALL_COMPILERS),
            List.of("-XX:+UseG1GC", ALL_COMPILERS, "-XX:-TieredCompilation"),
            List.of("-XX:+UseG1GC", "-XX:TieredStopAtLevel=1"),
            List.of("-XX:+UseG1GC", "-XX:G1HeapRegionSize=1m", "-XX:+UseStringDeduplication"),
            List.of("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:0"),
            List.of("-XX:StartFlightRecording:filename=all.jfr,settings=profile", "-Xlog:jfr+startup=error"));

    @EachJdk
    void theResultIsTheSameInRareKindsOfJvm(Jdk jdk) {
        List<List<String>> ways = new ArrayList<>(WAYS);
        if (has(jdk, "-XX:+UseShenandoahGC")) {
            ways.add(List.of("-XX:+UseShenandoahGC", ALL_COMPILERS));
        }
        List<String> wrong = new ArrayList<>();
        for (List<String> way : ways) {
            try {
                String[] arguments = way.toArray(String[]::new);
                same(AgentJvm.on(jdk).jvm(arguments), AgentJvm.on(jdk).jvm(arguments));
            } catch (AssertionError e) {
                wrong.add(way + ": " + e.getMessage());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @EachJdk
    void theResultIsTheSameWithAnArchiveOfTheApplicationsClasses(Jdk jdk) {
        AgentJvmBuilder archiving = AgentJvm.on(jdk).withoutAgent();
        Path archive = archiving.directory().resolve("application.jsa");
        // With any agent 25 logs, on standard output, that the archive was made without the module java.instrument.
        String[] shared = {"-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-Xlog:all=error:stderr"};
        try (AgentJvm jvm = archiving
                .jvm("-XX:ArchiveClassesAtExit=" + archive)
                .classPath(jar(jdk, archiving.directory()))
                .program(Workload.class, "0")
                .start()) {
            assertThat(jvm.awaitExit(PATIENCE)).as(jvm::story).isEqualTo(3);
        }
        assertThat(archive).exists();
        Path jar = archiving.directory().resolve("programs.jar");
        same(
                AgentJvm.on(jdk).jvm(shared).classPath(jar),
                AgentJvm.on(jdk).jvm(shared).classPath(jar));
    }

    /** With management it works; without, where it cannot see what a thread costs, it steps aside. */
    @EachJdk
    void aMinimalRuntimeIsLookedAtOrLeftAlone(Jdk jdk) {
        assumeThat(Files.isExecutable(jdk.tool("jlink"))).isTrue();
        Jdk managed = image(jdk, "java.instrument,java.management,java.logging");
        same(AgentJvm.on(managed), AgentJvm.on(managed));

        Jdk minimal = image(jdk, "java.instrument");
        AgentJvmBuilder alone = AgentJvm.on(minimal).withoutAgent().program(Workload.class, "0");
        try (AgentJvm without = alone.start();
                AgentJvm with =
                        AgentJvm.on(minimal).program(Workload.class, WATCHED).start()) {
            assertThat(without.awaitExit(PATIENCE)).as(without::story).isEqualTo(3);
            assertThat(with.awaitExit(PATIENCE)).as(with::story).isEqualTo(3);
            assertThat(with.lines()).isEqualTo(without.lines());
            assertThat(with.stderr().lines())
                    .as(with::story)
                    .singleElement()
                    .asString()
                    .startsWith("poolscope: ");
        }
    }

    /** A container's: nothing can be written, neither a report nor a socket, and not to {@code /tmp}. */
    @EachJdk
    @EnabledOnOs(OS.LINUX)
    void theResultIsTheSameWhereNothingCanBeWritten(Jdk jdk) throws Exception {
        inNamespace(jdk, "mount -o remount,bind,ro / && exec \"$@\"");
    }

    /** A container's, with no directory for temporary files. */
    @EachJdk
    @EnabledOnOs(OS.LINUX)
    void theResultIsTheSameWithoutADirectoryForTemporaryFiles(Jdk jdk) throws Exception {
        assumeThat(Built.root().toRealPath().startsWith("/tmp"))
                .as("the project lies in /tmp")
                .isFalse();
        inNamespace(jdk, """
                mount -t tmpfs none /mnt && cd / || exit 1
                for each in *; do
                    case $each in tmp|mnt) continue;; esac
                    if [ -L "$each" ]; then cp -P "$each" /mnt/
                    elif [ -d "$each" ]; then mkdir "/mnt/$each" && mount --rbind "/$each" "/mnt/$each"
                    fi
                done
                exec chroot /mnt "$@"
                """);
    }

    private static void inNamespace(Jdk jdk, String script) throws Exception {
        assumeThat(new ProcessBuilder("unshare", "--mount", "true").start().waitFor())
                .as("namespaces can be made here")
                .isZero();
        String[] under = {"unshare", "--mount", "/bin/sh", "-c", script, "sh"};
        AgentJvmBuilder with = AgentJvm.on(jdk).under(under).program(Workload.class, "6000");
        AgentJvmBuilder without = AgentJvm.on(jdk).under(under).withoutAgent().program(Workload.class, "0");
        try (AgentJvm alone = without.start();
                AgentJvm watched = with.start()) {
            assertThat(alone.awaitExit(PATIENCE)).as(alone::story).isEqualTo(3);
            assertThat(watched.awaitExit(PATIENCE)).as(watched::story).isEqualTo(3);
            assertThat(watched.lines())
                    .as(watched::story)
                    .contains("ended: true")
                    .isEqualTo(alone.lines());
            assertThat(watched.stderr())
                    .as(watched::story)
                    .contains("watches the thread pools of")
                    .doesNotContain("\tat ");
        }
    }

    /** The workload prints the same with poolscope, which has written its report, and without. */
    private static void same(AgentJvmBuilder with, AgentJvmBuilder without) {
        with.program(Workload.class, WATCHED, with.reportFile().toString());
        without.withoutAgent().program(Workload.class, "0");
        try (AgentJvm watched = with.start()) {
            assertThat(watched.awaitExit(PATIENCE)).as(watched::story).isEqualTo(3);
            assertThat(watched.report()).as("proof that it looked").isPresent();
            assertThat(watched.stderr()).as(watched::story).doesNotContain("\tat ");
            try (AgentJvm alone = without.start()) {
                assertThat(alone.awaitExit(PATIENCE)).as(alone::story).isEqualTo(3);
                assertThat(watched.lines())
                        .as(watched::story)
                        .contains("ended: true")
                        .isEqualTo(alone.lines());
            }
        }
    }

    private static boolean has(Jdk jdk, String option) {
        try (AgentJvm jvm = AgentJvm.on(jdk).startTool("java", option, "-version")) {
            return jvm.awaitExit() == 0;
        }
    }

    /** Archives hold classes of jars only. */
    private static Path jar(Jdk jdk, Path directory) {
        Path jar = directory.resolve("programs.jar");
        try (AgentJvm tool = AgentJvm.on(jdk)
                .startTool(
                        "jar",
                        "--create",
                        "--file",
                        jar.toString(),
                        "-C",
                        Built.programClasses().toString(),
                        "io/poolscope/tests/program")) {
            assertThat(tool.awaitExit()).as(tool::story).isZero();
        }
        return jar;
    }

    private static Jdk image(Jdk jdk, String modules) {
        AgentJvmBuilder builder = AgentJvm.on(jdk);
        Path home = builder.directory().resolve("image");
        try (AgentJvm tool =
                builder.startTool("jlink", "--add-modules", modules, "--output", home.toString(), "--strip-debug")) {
            assertThat(tool.awaitExit(PATIENCE)).as(tool::story).isZero();
        }
        return new Jdk(jdk.feature(), jdk.version(), home);
    }
}
