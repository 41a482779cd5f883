package io.poolscope.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.poolscope.dist.Jvm.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged jar starts with applications, stays out of tools, and never stops anything from starting. */
class StartJarTest {
    private static final String AGENT = "-javaagent:" + Jvm.JAR + "=log=none";

    @TempDir
    Path directory;

    static List<Jvm> jvms() throws IOException {
        return Jvm.all();
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void anApplicationRunsAsWithoutIt(Jvm jvm) throws Exception {
        assertThat(jvm.hello(AGENT)).isEqualTo(new Ended(0, "Hello\n".replace("\n", System.lineSeparator()), ""));
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void aSecondOneStaysOut(Jvm jvm) throws Exception {
        Path copy = Files.copy(Jvm.JAR.toPath(), directory.resolve("a copy+100%20.jar"));

        Ended ended = jvm.hello(AGENT, "-javaagent:" + copy);

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).isEqualToIgnoringNewLines("Hello");
        // The one that runs would say so, but this application has ended before it comes to that.
        assertThat(ended.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void toolsOfTheJdkSaySameAsEver(Jvm jvm) throws Exception {
        for (String[] tool :
                new String[][] {{"jcmd", "-h"}, {"keytool", "-help"}, {"javac", "-version"}, {"jps", "-h"}}) {
            Ended with = jvm.run(Map.of("JAVA_TOOL_OPTIONS", AGENT), tool[0], tool[1]);
            Ended without = jvm.run(Map.of(), tool[0], tool[1]);

            assertThat(with.exit()).isEqualTo(without.exit());
            assertThat(with.out()).isEqualTo(without.out());
            assertThat(with.err())
                    .isEqualToIgnoringNewLines("Picked up JAVA_TOOL_OPTIONS: " + AGENT + "\n" + without.err());
        }
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void aJarWithoutACoreIsOneLine(Jvm jvm) throws Exception {
        Path launcherOnly = directory.resolve("launcher.jar");
        try (JarFile whole = new JarFile(Jvm.JAR);
                OutputStream file = Files.newOutputStream(launcherOnly);
                JarOutputStream half = new JarOutputStream(file, whole.getManifest())) {
            for (var entry :
                    whole.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
                half.putNextEntry(new ZipEntry(entry.getName()));
                whole.getInputStream(entry).transferTo(half);
            }
        }

        Ended ended = jvm.run(
                Map.of(),
                "java",
                "-javaagent:" + launcherOnly,
                "-cp",
                "target/test-classes",
                Hello.class.getName(),
                "poolscope");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).isEqualToIgnoringNewLines("Hello");
        assertThat(ended.err())
                .isEqualToIgnoringNewLines("poolscope: could not start, the application runs without it:"
                        + " java.lang.ClassNotFoundException: io.poolscope.agent.AgentMain");
    }

    @ParameterizedTest
    @MethodSource("jvms")
    void aSecurityManagerThatForbidsAllKeepsItOut(Jvm jvm) throws Exception {
        Path policy = Files.writeString(directory.resolve("policy"), "");
        String[] manager = {"-Djava.security.manager", "-Djava.security.policy==" + policy};
        Ended without = jvm.hello(manager);
        assumeThat(without.exit()).as("security managers are gone since 24").isZero();

        Ended with = jvm.hello(AGENT, manager[0], manager[1]);

        assertThat(with.exit()).isZero();
        assertThat(with.out()).isEqualTo(without.out());
        assertThat(with.err())
                .contains("poolscope: could not start, the application runs without it")
                .doesNotContain("\tat ");
    }

    @Test
    void itsCommandLineTellsTheVersionOfTheManifest() throws Exception {
        Jvm jvm = jvms().get(0);
        String version;
        try (JarFile jar = new JarFile(Jvm.JAR)) {
            Manifest manifest = jar.getManifest();
            version = manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        }

        assertThat(jvm.run(Map.of(), "java", "-jar", Jvm.JAR.getPath(), "--version"))
                .isEqualTo(new Ended(0, "poolscope " + version + System.lineSeparator(), ""));
        assertThat(jvm.run(Map.of(), "java", "-jar", Jvm.JAR.getPath(), "diagnose", "0")
                        .exit())
                .isEqualTo(3);
    }
}
