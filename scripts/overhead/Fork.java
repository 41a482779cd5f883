import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Starts the JVMs that are measured.
 *
 * @param jdk home of the JDK that they run on
 * @param classes what {@code scripts/overhead.sh} has compiled; files that are made go there too
 */
record Fork(String jdk, Path classes) {
    private static final Pattern FIGURE = Pattern.compile("([a-z][a-z0-9.-]*) (-?[0-9.]+)");
    private static final String TASKSET = "/usr/bin/taskset";

    /** A JVM with the variant in it, without the main class. */
    List<String> java(Variant variant, String... options) {
        List<String> command = new ArrayList<>(List.of(jdk + "/bin/java"));
        command.addAll(variant.arguments());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(classes
                + variant.classPath().stream().map(jar -> File.pathSeparator + jar).collect(Collectors.joining()));
        return command;
    }

    /**
     * "name figure" lines that a fork has printed; whatever else agents print is passed over. A fork with a peer in it that
     * fails is said on standard error, and has no figures; any other that fails ends it all.
     */
    Map<String, Double> figures(Variant variant, List<String> command, int seconds)
            throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        ProcessBuilder.Redirect said = variant.isPeer()
                ? ProcessBuilder.Redirect.DISCARD
                : ProcessBuilder.Redirect.INHERIT;
        try {
            for (String line : run(command, seconds, said)) {
                Matcher figure = FIGURE.matcher(line);
                if (figure.matches()) {
                    figures.put(figure.group(1), Double.parseDouble(figure.group(2)));
                }
            }
        } catch (IOException e) {
            if (!variant.isPeer()) {
                throw e;
            }
            failed(variant, e);
        }
        return figures;
    }

    /** Says that a peer has no figure here. */
    static void failed(Variant variant, IOException e) {
        System.err.println(variant.name() + " has no figure here: " + e.getMessage().lines().findFirst().orElse(""));
    }

    /** Standard output of a command that must end with 0 within the time. */
    static List<String> run(List<String> command, int seconds) throws IOException, InterruptedException {
        return run(command, seconds, ProcessBuilder.Redirect.INHERIT);
    }

    private static List<String> run(List<String> command, int seconds, ProcessBuilder.Redirect errors)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(errors).start();
        Thread bound = new Thread(() -> {
            try {
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        });
        bound.setDaemon(true);
        bound.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            for (String line; (line = out.readLine()) != null; ) {
                lines.add(line);
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + ": " + lines);
        }
        return lines;
    }

    /** A wake-up of a thread on an idle processor has two prices on a virtual machine; on the own processor, one. */
    static List<String> onOneProcessor(List<String> command) {
        List<String> pinned = new ArrayList<>();
        if (new File(TASKSET).canExecute()) {
            pinned.addAll(List.of(TASKSET, "-c", "0"));
        }
        pinned.addAll(command);
        return pinned;
    }
}
