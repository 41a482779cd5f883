package io.poolscope.tests.harness;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the build made before these tests, found from this module's directory. */
public final class Built {

    private static final Path MODULE = moduleDirectory();
    private static final Path PROJECT = MODULE.resolve("..").normalize();

    private Built() {}

    /** The shipped jar; {@code -Dpoolscope.jar} names another, which {@link Mutant} has broken. */
    public static Path agentJar() {
        String broken = System.getProperty("poolscope.jar");
        if (broken != null) {
            return Path.of(broken);
        }
        return required(PROJECT.resolve("agent/dist/target/poolscope.jar"), "agent/dist");
    }

    /** The demonstration application, a Spring Boot jar. */
    public static Path demoJar() {
        return required(PROJECT.resolve("demo-app/target/poolscope-demo-app.jar"), "demo-app");
    }

    /** The demonstration application's Java sources. */
    public static Path demoSources() {
        return PROJECT.resolve("demo-app/src/main/java");
    }

    /** This module. */
    static Path module() {
        return MODULE;
    }

    /** Another agent's jar, which the Maven profile {@code matrix} puts there. */
    static Path neighbour(String name) {
        Path jar = MODULE.resolve("target/neighbours").resolve(name + ".jar");
        if (!Files.isReadable(jar)) {
            throw new IllegalStateException(jar + " is missing: build with the profile `matrix`.");
        }
        return jar;
    }

    /** The root of the repository. */
    public static Path root() {
        return PROJECT;
    }

    /** The published schema of the report. */
    public static Path reportSchema() {
        return PROJECT.resolve("docs/report.schema.json");
    }

    /** A file of the documentation. */
    public static Path document(String name) {
        return PROJECT.resolve("docs").resolve(name);
    }

    /** The compiled programs, and nothing that they would not have in an application. */
    public static Path programClasses() {
        return MODULE.resolve("target/test-classes");
    }

    /** The jars of this module's class path, as one. */
    static String libraries() {
        // Surefire starts with a jar that only names the class path, and says here what that is.
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The programs' sources, where the tests look up line numbers. */
    static Path programSources() {
        return MODULE.resolve("src/test/java");
    }

    /** Where every started JVM gets a directory of its own. */
    static Path runs() {
        return MODULE.resolve("target/jvms");
    }

    private static Path required(Path file, String module) {
        if (!Files.isReadable(file)) {
            throw new IllegalStateException(
                    file + " is missing: these tests run what is shipped. Build it first, with" + " `mvn -pl " + module
                            + " -am package -DskipTests`, or run `mvn verify` from the project's root.");
        }
        return file;
    }

    private static Path moduleDirectory() {
        // Surefire sets it; an IDE starts in the module or in the project.
        Path directory =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize();
        return directory.endsWith("agent-tests") ? directory : directory.resolve("agent-tests");
    }
}
