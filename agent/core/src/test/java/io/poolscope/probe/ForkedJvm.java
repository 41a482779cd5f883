package io.poolscope.probe;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Runs a main class in a JVM of its own, with {@link TestAgent} as its agent. */
final class ForkedJvm {
    /** Generous: the machine may be slow and busy. Seconds. */
    private static final int LIMIT = 120;

    private ForkedJvm() {}

    /** The JDK of this build, and a JDK 25 where there is one. */
    static List<Path> javaHomes() {
        List<Path> homes = new ArrayList<>();
        homes.add(Path.of(System.getProperty("java.home")));
        if (Runtime.version().feature() != 25) {
            jdk25().ifPresent(homes::add);
        }
        return homes;
    }

    private static java.util.Optional<Path> jdk25() {
        List<Path> candidates = new ArrayList<>();
        System.getenv().forEach((key, value) -> {
            if (key.startsWith("JAVA") && key.contains("HOME") && !value.isEmpty()) {
                candidates.add(Path.of(value));
            }
        });
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> found = Files.list(installed)) {
                found.sorted().forEach(candidates::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return candidates.stream().filter(ForkedJvm::is25).findFirst();
    }

    private static boolean is25(Path home) {
        try {
            return Files.isExecutable(home.resolve("bin/java"))
                    && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"25");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Runs to the end and gives the lines of standard output and error together; fails on an exit code other than 0.
     *
     * @param options of the agent
     */
    static List<String> run(
            Path javaHome, Path dir, String options, List<String> jvmOptions, Class<?> main, String... args)
            throws IOException, InterruptedException {
        Path agent = dir.resolve("test-agent.jar");
        writeAgent(agent);
        Path output = Files.createTempFile(dir, "output", ".txt");
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.add("-javaagent:" + agent + "=" + options);
        command.add("-cp");
        command.add(classPath());
        command.addAll(jvmOptions);
        command.add(main.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + LIMIT + " s: " + read(output));
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("exit code " + process.exitValue() + ": " + read(output));
        }
        return read(output);
    }

    private static List<String> read(Path output) throws IOException {
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }

    private static String classPath() {
        // Surefire may start a JVM with a manifest-only jar and keeps the real path apart.
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator))
                .filter(entry -> !entry.contains("junit"))
                .collect(java.util.stream.Collectors.joining(File.pathSeparator));
    }

    private static void writeAgent(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", TestAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.putValue("Can-Redefine-Classes", "true");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.finish();
        }
    }
}
