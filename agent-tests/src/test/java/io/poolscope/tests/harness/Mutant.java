package io.poolscope.tests.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs a test of this module on a copy of the jar that is broken in the way against which the test stands. */
public final class Mutant {

    private Mutant() {}

    /** Exit code of {@link OneTest}, and what it said. */
    public record Verdict(int exit, String said) {}

    /** Runs a test on a broken jar. */
    public static Verdict of(BrokenJar jar, Class<?> test, String method, Duration limit) {
        return run(jar.in(AgentJvmBuilder.makeDirectory(Jdks.all().get(0))), test, method, limit);
    }

    /** Runs a test on the sound jar: what passes there fails on the broken one for what was broken. */
    public static Verdict sound(Class<?> test, String method, Duration limit) {
        return run(Built.agentJar(), test, method, limit);
    }

    private static Verdict run(Path jar, Class<?> test, String method, Duration limit) {
        List<String> parameters = List.of(Jdk.class.getName());
        AgentJvmBuilder builder = AgentJvm.on(Jdks.all().get(0))
                .withoutAgent()
                .jvm("-Dpoolscope.jar=" + jar, "-Dbasedir=" + Built.module(), "-Dpoolscope.matrix=true", "-Xmx512m")
                .libraryProgram(
                        OneTest.class, test.getName() + "#" + method + "(" + String.join(",", parameters) + ")");
        try (AgentJvm jvm = builder.start()) {
            int exit = jvm.awaitExit(limit);
            return new Verdict(exit, jvm.stdout());
        }
    }
}
