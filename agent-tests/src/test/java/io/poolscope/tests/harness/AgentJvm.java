package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.core.ThrowingRunnable;

/**
 * A running JVM, usually with the agent in it. Its standard input is its lifeline and its control: a program that reads
 * it ends when the test does. Always closed by the test; nothing it started outlives {@link #close}.
 */
public final class AgentJvm implements AutoCloseable {

    /** For anything that takes a second or two on a quiet machine. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path directory;
    private final Path reportFile;
    private final Output out;
    private final Output err;

    AgentJvm(Process process, Path directory, Path reportFile) throws IOException {
        this.process = Reaper.watch(process);
        this.directory = directory;
        this.reportFile = reportFile;
        this.out = new Output(process.getInputStream(), directory.resolve("stdout"), "stdout of " + process.pid());
        this.err = new Output(process.getErrorStream(), directory.resolve("stderr"), "stderr of " + process.pid());
    }

    /** Prepares a JVM of this JDK. */
    public static AgentJvmBuilder on(Jdk jdk) {
        return new AgentJvmBuilder(jdk);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its own directory, which is also its working directory. */
    public Path directory() {
        return directory;
    }

    /** The file that the option {@code report} names. */
    public Path reportFile() {
        return reportFile;
    }

    /** What it wrote to standard output so far. */
    public String stdout() {
        return out.text();
    }

    /** What it wrote to standard error so far. */
    public String stderr() {
        return err.text();
    }

    /** How much it wrote to standard error so far, bytes. */
    public long stderrBytes() {
        return err.bytes();
    }

    /** Whole lines on standard output so far. */
    public List<String> lines() {
        return out.lines();
    }

    /** Sends the program a line. */
    public void send(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new AssertionError("cannot talk to the program\n" + story(), e);
        }
    }

    /** Waits for a line on standard output that starts so, and returns the rest of it, stripped. */
    public String awaitLine(String prefix) {
        until(
                PATIENCE,
                () -> assertThat(lineAfter(prefix))
                        .as("a line on stdout that starts with \"%s\"", prefix)
                        .isPresent());
        return lineAfter(prefix).orElseThrow();
    }

    /** Waits for a line that holds a moment, as {@code Lifeline.moment} prints them. */
    public Instant awaitMoment(String name) {
        return Instant.parse(awaitLine(name + " "));
    }

    /** Waits until the newest report passes; the last failure is the test's. */
    public Report awaitReport(Consumer<Report> assertions) {
        return awaitReport(PATIENCE, assertions);
    }

    /** Waits until the newest report passes. */
    public Report awaitReport(Duration limit, Consumer<Report> assertions) {
        Report[] passed = new Report[1];
        until(limit, () -> {
            Report report = report().orElseThrow(() -> new AssertionError("no report is written"));
            assertions.accept(report);
            passed[0] = report;
        });
        return passed[0];
    }

    /** Watches every report for a while, and until there was a second one: each must pass. */
    public Report everyReport(Duration span, Consumer<Report> assertions) {
        Instant end = Instant.now().plus(span);
        Report first = awaitReport(r -> {});
        Report newest = first;
        assertions.accept(first);
        // On a machine at its limit the next one may come late; that it comes is what is asked for.
        Instant latest = end.plus(PATIENCE);
        while (Instant.now().isBefore(end)
                || !newest.to().isAfter(first.to()) && Instant.now().isBefore(latest)) {
            newest = report().orElseThrow(() -> new AssertionError("the report vanished\n" + story()));
            assertions.accept(newest);
            pause();
        }
        assertThat(newest.to())
                .as("end of the newest report's window: reports must go on")
                .isAfter(first.to());
        return newest;
    }

    /** Waits for a report about a window that ends later than the given moment. */
    public Report awaitReportAfter(Instant moment) {
        return awaitReport(
                r -> assertThat(r.to()).as("end of the report's window").isAfter(moment));
    }

    /** The newest report, checked against the schema; empty before the first. */
    public Optional<Report> report() {
        return report(reportFile);
    }

    /** The report in a file, checked against the schema; empty while there is none. */
    public Optional<Report> report(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
            ReportSchema.check(json, this::story);
            return Optional.of(new Report(json, this::story));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new AssertionError("the report is no whole JSON document\n" + story(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a condition about this JVM holds. */
    public void until(Duration limit, ThrowingRunnable assertions) {
        try {
            await().atMost(limit)
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL)
                    .untilAsserted(() -> {
                        try {
                            assertions.run();
                        } catch (AssertionError e) {
                            if (!process.isAlive()) {
                                out.drain();
                                err.drain();
                                assertions.run();
                            }
                            throw e;
                        }
                    });
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + story(), e);
        }
    }

    /** Watches that a condition about this JVM holds for a while. */
    public void holds(Duration span, ThrowingRunnable assertions) {
        Instant end = Instant.now().plus(span);
        try {
            while (Instant.now().isBefore(end)) {
                assertions.run();
                pause();
            }
        } catch (Throwable e) {
            throw new AssertionError(e.getMessage() + "\n" + story(), e);
        }
    }

    /** Waits until it ends by itself; returns its exit code. */
    public int awaitExit() {
        return awaitExit(PATIENCE);
    }

    /** Waits until it ends by itself; returns its exit code. */
    public int awaitExit(Duration limit) {
        try {
            assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .withFailMessage(() -> "still running after " + limit + "\n" + story())
                    .isTrue();
            out.drain();
            err.drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted\n" + story(), e);
        }
        return process.exitValue();
    }

    /** Asks it to end, as a container does (SIGTERM). */
    public void terminate() {
        // Not Process.destroy: it closes the pipes as well, and that is another reason for a program to end.
        signal("TERM");
    }

    /** Sends a signal by its name, {@code STOP}. */
    public void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
            assertThat(kill.waitFor(10, TimeUnit.SECONDS)).as("kill ran").isTrue();
            assertThat(kill.exitValue()).as("exit code of kill").isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** All that a person needs who reads a failure. */
    public String story() {
        return "--- JVM " + process.pid() + (process.isAlive() ? " (alive)" : " (exit " + process.exitValue() + ")")
                + " in " + directory + "\n--- stdout\n" + tail(out.text()) + "--- stderr\n" + tail(err.text());
    }

    @Override
    public void close() {
        Reaper.end(process);
    }

    private Optional<String> lineAfter(String prefix) {
        return lines().stream()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .map(line -> line.substring(prefix.length()).strip());
    }

    private static String tail(String text) {
        int most = 8_000;
        return (text.length() > most ? "...\n" + text.substring(text.length() - most) : text) + "\n";
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
