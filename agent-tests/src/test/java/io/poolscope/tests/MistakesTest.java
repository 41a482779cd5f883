package io.poolscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.tests.harness.Built;
import io.poolscope.tests.harness.EachJdk;
import io.poolscope.tests.harness.Jdk;
import io.poolscope.tests.harness.Jdks;
import io.poolscope.tests.harness.Machine;
import io.poolscope.tests.harness.Reaper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What {@code scripts/demo.sh mistakes} runs: the demo's mistakes beside their mended twins. */
final class MistakesTest {

    /**
     * How far a prediction may be off here, percent: whether it is nearer is measured on a machine that does nothing else, see
     * {@code docs/prediction.md}.
     */
    private static final String WITHIN = "100";

    @TempDir
    static Path classes;

    private record Ran(int exit, String out) {}

    @BeforeAll
    static void compile() throws IOException {
        try (Stream<Path> sources = Files.list(Built.root().resolve("scripts/mistakes"))) {
            List<String> arguments = new ArrayList<>(List.of("--release", "17", "-d", classes.toString()));
            sources.map(Path::toString).forEach(arguments::add);
            int exit = ToolProvider.findFirst("javac")
                    .orElseThrow()
                    .run(System.out, System.err, arguments.toArray(String[]::new));
            assertThat(exit).as("exit code of javac").isZero();
        }
    }

    @EachJdk
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ)
    void aMistakeIsFoundAndItsTwinIsNotBlamedAndWhatTheFixIsWorthIsMeasured(Jdk jdk) throws Exception {
        Ran ran = run(jdk, "blocking-endpoint", "--seconds", "6", "--within", WITHIN);
        assertThat(ran.exit()).as(ran.out()).isZero();
        assertThat(ran.out())
                .containsPattern(
                        "(?m)^blocking-endpoint +blocking-wait BlockingEndpoint\\.java:\\d+ +[\\d.]+/s +[\\d.]+/s +[\\d.]+/s"
                                + " +[+-]\\d+ % +silent$");
    }

    /** Four minutes of the machine alone: with the profile {@code matrix}, as {@code Matrix} says. */
    @Test
    @EnabledIfSystemProperty(named = "poolscope.matrix", matches = "true")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @ResourceLock(value = Machine.PROCESSORS, mode = ResourceAccessMode.READ_WRITE)
    void everyMistakeIsFoundAtItsLineAndNoTwinIsBlamed() throws Exception {
        List<Jdk> all = Jdks.all();
        Ran ran = run(all.get(all.size() - 1), "--seconds", "8", "--within", WITHIN);
        assertThat(ran.exit()).as(ran.out()).isZero();
        assertThat(ran.out().lines().filter(line -> line.endsWith("  silent"))).hasSize(10);
    }

    @Test
    void aWrongArgumentIsToldInOneLine() throws Exception {
        for (String wrong : List.of("no-such-mistake", "--no-such-option", "--runs")) {
            Ran ran = run(Jdks.all().get(0), wrong);
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.out().lines()).singleElement().asString().contains(wrong);
        }
    }

    private static Ran run(Jdk jdk, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                jdk.java().toString(),
                "-cp",
                classes.toString(),
                "Mistakes",
                Built.root().toString()));
        command.addAll(List.of(arguments));
        File out = File.createTempFile("mistakes", ".txt", classes.toFile());
        Process process = Reaper.watch(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start());
        try {
            return new Ran(process.waitFor(), Files.readString(out.toPath()));
        } finally {
            Reaper.end(process);
        }
    }
}
