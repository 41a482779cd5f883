package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** The command line, as a user calls it: {@code java -jar poolscope.jar}, in a process of its own. */
public final class Poolscope {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jdk jdk;
    private final List<String> under = new ArrayList<>();
    private final List<String> jvm = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    private final Map<String, String> environment = new TreeMap<>();
    private Path jar = Built.agentJar();

    private Poolscope(Jdk jdk) {
        this.jdk = jdk;
    }

    /** On this Java. */
    public static Poolscope on(Jdk jdk) {
        return new Poolscope(jdk);
    }

    /** Arguments of its JVM. */
    public Poolscope jvm(String... arguments) {
        jvm.addAll(List.of(arguments));
        return this;
    }

    /** A command that starts it. */
    public Poolscope under(String... command) {
        under.addAll(List.of(command));
        return this;
    }

    /** An environment variable. */
    public Poolscope env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Another copy of the jar. */
    public Poolscope jar(Path copy) {
        jar = copy;
        return this;
    }

    /**
     * What became of it.
     *
     * @param exit exit code
     * @param out standard output
     * @param err standard error
     * @param wall how long it took
     */
    public record Ran(int exit, String out, String err, Duration wall) {

        /** Checks the exit code. */
        public Ran exits(int code) {
            assertThat(exit).as("exit code; said\n%s%s", out, err).isEqualTo(code);
            return this;
        }

        /** Checks that standard error is one line for the user, and returns it. */
        public String refusal(int code) {
            exits(code);
            assertThat(out).isEmpty();
            assertThat(err.lines()).as("standard error").hasSize(1);
            assertThat(err).startsWith("poolscope: ");
            return err;
        }

        /** Standard output as the one JSON document that it is. */
        public JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (JacksonException e) {
                throw new AssertionError("no JSON document:\n" + out + err, e);
            }
        }

        /** Standard output as a report. */
        public Report report() {
            JsonNode json = json();
            ReportSchema.check(json, () -> out);
            return new Report(json, () -> err);
        }
    }

    /** A command line that runs. */
    public final class Running implements AutoCloseable {
        private final Process process;
        private final Path directory;
        private final long since = System.nanoTime();

        private Running(Process process, Path directory) {
            this.process = process;
            this.directory = directory;
        }

        /** Its process id. */
        public long pid() {
            return process.pid();
        }

        /** Writes to its standard input. */
        public void send(String text) {
            try {
                process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                process.getOutputStream().flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What it said so far. */
        public String out() {
            return read("stdout");
        }

        /** What it said on standard error so far. */
        public String err() {
            return read("stderr");
        }

        /** Waits until it has said what is asked for. */
        public void until(Consumer<Running> assertions) {
            Awaitility.await().atMost(AgentJvm.PATIENCE).untilAsserted(() -> assertions.accept(this));
        }

        /** Waits for its end. */
        public Ran await() {
            try {
                assertThat(process.waitFor(120, TimeUnit.SECONDS))
                        .withFailMessage(() -> "still runs; said " + read("stdout") + read("stderr"))
                        .isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
            return new Ran(
                    process.exitValue(), read("stdout"), read("stderr"), Duration.ofNanos(System.nanoTime() - since));
        }

        private String read(String name) {
            try {
                return Files.readString(directory.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            Reaper.end(process);
        }
    }

    /** Runs a command to its end. */
    public Ran run(String... arguments) {
        try (Running running = start(arguments)) {
            return running.await();
        }
    }

    /** Starts a command. */
    public Running start(String... arguments) {
        Path directory = AgentJvmBuilder.makeDirectory(jdk);
        List<String> command = new ArrayList<>(under);
        command.add(jdk.java().toString());
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("stderr").toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("POOLSCOPE_") || name.contains("JAVA_") && name.contains("OPTIONS"));
        builder.environment().putAll(environment);
        try {
            return new Running(Reaper.watch(builder.start()), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
