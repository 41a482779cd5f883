package io.poolscope.tests.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;

/**
 * poolscope's command line on a pseudo-terminal, which {@code script} of util-linux makes. Behind the command the shell
 * says with which code it ended and how the terminal was left.
 */
public final class Pty implements AutoCloseable {
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern EXIT = Pattern.compile("\nexit (\\d+)");
    private static final Pattern DEVICE = Pattern.compile("(/dev/pts/\\d+)");

    private final Process process;
    private final StringBuffer raw = new StringBuffer();
    private final TerminalScreen screen;
    private final Thread pump;

    private Pty(Process process, int columns, int rows) {
        this.process = Reaper.watch(process);
        this.screen = new TerminalScreen(columns, rows);
        this.pump = new Thread(this::copy, "pty of " + process.pid());
        pump.setDaemon(true);
        pump.start();
    }

    /** Why there can be no pseudo-terminal here; empty if there can. */
    public static String obstacle() {
        return Files.isExecutable(SCRIPT) ? "" : SCRIPT + " of util-linux is missing: no pseudo-terminal can be made";
    }

    /**
     * Starts poolscope.
     *
     * @param directory where it runs
     * @param environment in addition to what this process has
     */
    public static Pty start(
            Jdk jdk, Path directory, Map<String, String> environment, int columns, int rows, String... arguments)
            throws IOException {
        String command = Stream.concat(
                        Stream.of(
                                jdk.java().toString(), "-jar", Built.agentJar().toString()),
                        Stream.of(arguments))
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        ProcessBuilder builder = new ProcessBuilder(
                        SCRIPT.toString(),
                        "-qfc",
                        "stty cols " + columns + " rows " + rows + "; tty; " + command
                                + "; code=$?; echo; echo \"exit $code\"; stty -a; echo; echo done",
                        "/dev/null")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("TERM", "xterm-256color", "LC_ALL", "C.UTF-8", "SHELL", "/bin/sh"));
        builder.environment().remove("NO_COLOR");
        builder.environment().putAll(environment);
        return new Pty(builder.start(), columns, rows);
    }

    /** All that was sent to the terminal so far. */
    public String raw() {
        return raw.toString();
    }

    /** What the terminal shows now, from the top, without blanks at the ends of lines. */
    public List<String> lines() {
        return screen.lines();
    }

    /** Presses keys. */
    public void type(String keys) {
        try {
            OutputStream in = process.getOutputStream();
            in.write(keys.getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the terminal larger or smaller; the system tells the program. */
    public void resize(int columns, int rows) throws IOException, InterruptedException {
        Matcher device = DEVICE.matcher(raw);
        if (!device.find()) {
            throw new AssertionError("no device named\n" + raw);
        }
        screen.resize(columns, rows);
        Process stty = Reaper.watch(new ProcessBuilder(
                        "stty",
                        "-F",
                        device.group(1),
                        "cols",
                        Integer.toString(columns),
                        "rows",
                        Integer.toString(rows))
                .inheritIO()
                .start());
        if (!stty.waitFor(30, TimeUnit.SECONDS) || stty.exitValue() != 0) {
            throw new AssertionError("stty could not resize " + device.group(1));
        }
    }

    /** The process that was started on the terminal. */
    public ProcessHandle poolscope() {
        return process.descendants()
                .filter(p -> p.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until it holds; the last failure is the test's, with what the screen shows. */
    public void until(ThrowingRunnable assertions) {
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(assertions);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nthe screen:\n" + String.join("\n", lines()), e);
        }
    }

    /** Waits for the end and says how the terminal is left: what {@code stty -a} prints. */
    public String awaitEnd() {
        until(() -> {
            if (!raw.toString().replace("\r", "").contains("\ndone\n")) {
                throw new AssertionError("has not ended");
            }
        });
        return raw.substring(raw.lastIndexOf("exit ")).replaceAll("\\s+", " ");
    }

    /** The exit code, after {@link #awaitEnd}. */
    public int exit() {
        Matcher exit = EXIT.matcher(raw.toString().replace("\r", ""));
        if (!exit.find()) {
            throw new AssertionError("no exit code\n" + raw);
        }
        return Integer.parseInt(exit.group(1));
    }

    private void copy() {
        try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            char[] buffer = new char[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                String text = new String(buffer, 0, n);
                if (raw.length() < Output.LIMIT_BYTES) {
                    raw.append(text);
                }
                screen.write(text);
            }
        } catch (IOException killed) {
            // The test has ended and closed it.
            return;
        }
    }

    @Override
    public void close() {
        Reaper.end(process);
    }
}
