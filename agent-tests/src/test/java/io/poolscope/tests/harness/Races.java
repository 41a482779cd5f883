package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The races of {@code io.poolscope.tests.race}, with what jcstress generates to run them. */
public final class Races {

    private static final String PROCESSOR = "org.openjdk.jcstress.infra.processors.JCStressTestProcessor";
    /** Each race is a JVM, in so many slices of its time. */
    private static final int SLICES = 4;
    /** What a race takes beyond its time: a start, and the probes. */
    private static final Duration START = Duration.ofSeconds(30);

    private final Path classes;
    private final int count;

    private Races(Path classes, int count) {
        this.classes = classes;
        this.count = count;
    }

    /** Compiles them into an empty directory. */
    public static Races compiledTo(Path classes) throws IOException {
        String path = Built.programClasses() + File.pathSeparator + Built.libraries();
        List<String> arguments = new ArrayList<>(List.of(
                "--release",
                "17",
                "-nowarn",
                "-d",
                classes.toString(),
                "-cp",
                path,
                "-processorpath",
                path,
                "-processor",
                PROCESSOR));
        try (Stream<Path> sources = Files.list(Built.programSources().resolve("io/poolscope/tests/race"))) {
            sources.map(Path::toString).forEach(arguments::add);
        }
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, System.out, System.err, arguments.toArray(String[]::new));
        assertThat(exit).as("exit code of javac").isZero();
        Path list = classes.resolve("META-INF/TestList");
        return new Races(classes, Files.readAllLines(list).size());
    }

    /**
     * Runs each of them, for so long in all; on 17 once with and once without biased locks.
     *
     * @param builder of the JVM that starts those in which they run
     * @param arguments of those, at least one: without any jcstress would run each in every kind of JVM that it knows
     * @return what jcstress says of races that failed, or could not be run
     */
    public List<String> run(AgentJvmBuilder builder, Duration time, String... arguments) {
        List<String> options = new ArrayList<>(List.of(
                "-m",
                "quick",
                "-f",
                "1",
                "-iters",
                Integer.toString(SLICES),
                "-time",
                Long.toString(time.dividedBy((long) count * SLICES).toMillis()),
                "-sc",
                "false",
                "-af",
                "NONE",
                "-r",
                "results",
                "-v"));
        for (String argument : arguments) {
            options.add("--jvmArgs=" + argument);
        }
        // What it starts gets its own arguments too; the races are to meet every compiler.
        builder.jvm("-XX:TieredStopAtLevel=4");
        builder.libraryProgram(org.openjdk.jcstress.Main.class, options.toArray(String[]::new))
                .firstOnClassPath(classes);
        try (AgentJvm jvm = builder.start()) {
            int exit = jvm.awaitExit(time.plus(START.multipliedBy(count)));
            List<String> failed = jvm.stderr()
                    .lines()
                    .filter(line -> line.startsWith("io.poolscope.tests.race."))
                    .toList();
            long right = jvm.lines().stream()
                    .filter(line -> line.contains("[OK] io.poolscope.tests.race."))
                    .distinct()
                    .count();
            System.out.println(builder.directory().getFileName() + ": " + right + " of " + count + " races went right");
            if (exit != 0 || right != count) {
                assertThat(failed).as(jvm::story).isNotEmpty();
            }
            return failed;
        }
    }
}
