package io.poolscope.dist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts programs of a JDK and takes what they say.
 *
 * @param home of the JDK
 */
record Jvm(Path home) {
    /** The jar under test. */
    static final File JAR = new File(System.getProperty("poolscope.test.jar", "target/poolscope.jar"));

    /** Longest time for a program that prints a line, on a machine that is busy with other things. Seconds. */
    private static final int LIMIT = 120;

    /** The build's own JDK, and those from 17 on that are installed beside it. */
    static List<Jvm> all() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        List<Jvm> found = new ArrayList<>(List.of(new Jvm(own)));
        try (Stream<Path> beside = Files.list(own.getParent())) {
            for (Path home :
                    beside.filter(path -> !Files.isSymbolicLink(path)).sorted().toList()) {
                Path release = home.resolve("release");
                if (!home.equals(own)
                        && Files.isReadable(release)
                        && Files.isExecutable(home.resolve("bin/javac"))
                        && Files.readString(release).matches("(?s).*JAVA_VERSION=\"(1[7-9]|[2-9]\\d)\\b.*")) {
                    found.add(new Jvm(home));
                }
            }
        }
        return found;
    }

    /** What a program said, and how it ended. */
    record Ended(int exit, String out, String err) {}

    /** Runs a program of the JDK to its end. */
    Ended run(Map<String, String> environment, String program, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin").resolve(program).toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("poolscope", ".out");
        Path err = Files.createTempFile("poolscope", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.endsWith("JAVA_OPTIONS") || name.endsWith("TOOL_OPTIONS"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(command + " did not end: " + Files.readString(out) + Files.readString(err));
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Runs {@link Hello} with options of the JVM's. */
    Ended hello(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-cp", "target/test-classes", Hello.class.getName()));
        return run(Map.of(), "java", arguments.toArray(new String[0]));
    }

    @Override
    public String toString() {
        return home.getFileName().toString();
    }
}
