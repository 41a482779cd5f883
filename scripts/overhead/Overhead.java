import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Measures what poolscope costs: CPU time per operation, in forks that take turns (none, none again, each variant), and
 * the ratio of each variant to the "none" of its own round: the median of the rounds, and the quartiles. "None again"
 * against "none" says how much of that is noise: a limit counts as met only where its quartiles are closer to 1 than the
 * limit's margin.
 *
 * <p>Arguments: {@code [--rounds N] [--only micro,start,own,attach,demo] JDK_HOME...}, in the root of a built checkout;
 * {@code scripts/overhead.sh} compiles and runs it. Prints Markdown.
 */
public final class Overhead {
    private static final String JAR = "agent/dist/target/poolscope.jar";
    private static final String DEMO = "demo-app/target/poolscope-demo-app.jar";

    /** Name to agent options; null: no agent. The second "none" is the noise. */
    private static final Map<String, String> VARIANTS = new LinkedHashMap<>();

    static {
        VARIANTS.put("none", null);
        VARIANTS.put("none again", null);
        VARIANTS.put("probes off", "probes=off,log=none");
        VARIANTS.put("probes on", "log=none");
        VARIANTS.put("timing=all", "timing=all,log=none");
    }

    /** Forks of the group {@code completed}, of which the fastest counts: one in four is compiled the slower way. */
    private static final int COMPILED_ANEW = 3;

    /** Groups in which threads wake each other. */
    private static final List<String> THREADS_MEET = List.of("execute", "hand-over");

    /** Groups of workloads, and what keeps noise away from each. */
    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        // The best compiler alone: with both, a call of half a nanosecond is compiled the slower way more often.
        GROUPS.put("completed", List.of("-XX:-TieredCompilation"));
        GROUPS.put("lock", List.of());
        // A young generation that fits into the processor's cache.
        GROUPS.put("execute", List.of("-Xmn1m"));
        GROUPS.put("hand-over", List.of());
        GROUPS.put("fork-join", List.of());
    }

    private static int rounds = 5;
    private static Path classes;

    public static void main(String[] args) throws Exception {
        List<String> jdks = new ArrayList<>();
        List<String> only = List.of("micro", "start", "own", "attach", "demo");
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--rounds" -> rounds = Integer.parseInt(args[++i]);
                case "--only" -> only = Arrays.asList(args[++i].split(","));
                default -> jdks.add(args[i]);
            }
        }
        if (!new File(JAR).exists()) {
            System.err.println("no " + JAR + ": run mvn -DskipTests package first, in the project's root");
            System.exit(2);
        }
        if (jdks.isEmpty()) {
            jdks.add(System.getProperty("java.home"));
        }
        classes = Path.of(Overhead.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        for (String jdk : jdks) {
            System.out.println("## Java " + version(jdk) + "\n");
            System.out.println(machine() + ", " + rounds + " rounds, " + LocalDate.now() + "\n");
            if (only.contains("micro") || only.stream().anyMatch(GROUPS::containsKey)) {
                micro(jdk, only);
            }
            if (only.contains("start")) {
                start(jdk);
            }
            if (only.contains("own")) {
                own(jdk);
            }
            if (only.contains("attach")) {
                // The JDK that runs this need not be the one that is measured.
                List<String> command = List.of(System.getProperty("java.home") + "/bin/java", "-cp", classes.toString(), "Attach", "" + rounds, jdk, classes.toString(), JAR);
                run(command, 400 * rounds).forEach(System.out::println);
            }
            if (only.contains("demo")) {
                demo(jdk);
            }
        }
    }

    // ---- micro-workloads -------------------------------------------------------------------------------------------

    private static void micro(String jdk, List<String> only) throws Exception {
        Map<String, Map<String, double[]>> all = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (var variant : VARIANTS.entrySet()) {
                for (var group : GROUPS.entrySet()) {
                    if (!only.contains("micro") && !only.contains(group.getKey())) {
                        continue;
                    }
                    List<String> options = new ArrayList<>(group.getValue());
                    options.addAll(List.of("-XX:+UseSerialGC", "Workload", group.getKey()));
                    List<String> command = java(jdk, variant.getValue(), options.toArray(String[]::new));
                    for (int fork = 0; fork < (group.getKey().equals("completed") ? COMPILED_ANEW : 1); fork++) {
                        for (String line :
                                run(THREADS_MEET.contains(group.getKey()) ? onOneProcessor(command) : command, 300)) {
                            String[] parts = line.split(" ");
                            Table.putLeast(all, parts[0], variant.getKey(), round, rounds, Double.parseDouble(parts[1]));
                        }
                    }
                }
            }
        }
        System.out.println("### CPU time per operation\n");
        Table.print(all, VARIANTS, "ns", 2, true);
    }

    /** Nanoseconds by workload, variant and round, as a table of medians and paired ratios. */
    // ---- start -----------------------------------------------------------------------------------------------------

    private static void start(String jdk) throws Exception {
        Map<String, Map<String, double[]>> main = new LinkedHashMap<>();
        Map<String, Map<String, double[]>> cpu = new LinkedHashMap<>();
        Map<String, String> variants = new LinkedHashMap<>(VARIANTS);
        variants.remove("timing=all");
        variants.put("probes=on:+object-wait", "probes=on:+object-wait,log=none");
        Map<String, double[]> active = new LinkedHashMap<>();
        Path report = classes.resolve("start.json");
        for (int round = 0; round < rounds; round++) {
            for (var variant : variants.entrySet()) {
                String options = variant.getValue() == null ? null : variant.getValue() + ",report=" + report;
                long mainAt = 0;
                for (String line : run(java(jdk, options, "Hello", "4000"), 60)) {
                    String[] parts = line.split(" ");
                    switch (parts[0]) {
                        case "main-after-ms" -> Table.put(main, "hello", variant.getKey(), round, rounds, Double.parseDouble(parts[1]));
                        case "cpu-ms" -> Table.put(cpu, "hello", variant.getKey(), round, rounds, Double.parseDouble(parts[1]));
                        default -> mainAt = Long.parseLong(parts[1]);
                    }
                }
                var since = Pattern.compile("\"since\"\\s*:\\s*\"([^\"]+)\"");
                if (options != null && !options.startsWith("probes=off")) {
                    long last = since.matcher(Files.readString(report)).results()
                            .mapToLong(m -> Instant.parse(m.group(1)).toEpochMilli())
                            .max()
                            .orElseThrow();
                    active.computeIfAbsent(variant.getKey(), k -> new double[rounds])[round] = last - mainAt;
                }
            }
        }
        System.out.println("### Start of a hello-world: from the JVM's start to main, ms (limit: 200 ms later)\n");
        Table.print(main, variants, "ms", 0, false);
        System.out.println("### CPU of the whole process in its first 4 s, ms (limit: 800 ms more)\n");
        Table.print(cpu, variants, "ms", 0, false);
        System.out.println("### When the last probe became active, ms after main began (limit: 600 ms)\n");
        System.out.println("| " + String.join(" | ", active.keySet()) + " |");
        System.out.println("|" + "---|".repeat(active.size()));
        active.values().forEach(ms ->
                System.out.printf("| %.0f (%.0f to %.0f) ", Table.median(ms), Table.quartile(ms, 1), Table.quartile(ms, 3)));
        System.out.println("|\n");
    }

    // ---- own thread ------------------------------------------------------------------------------------------------

    private static void own(String jdk) throws Exception {
        System.out.println("### poolscope's own thread, % of a core, over the third minute (limit: 0.5 %)\n");
        System.out.println("The first second of CPU is granted for the start, see `max-overhead`.\n");
        System.out.println("| pools | probes off | probes on |");
        System.out.println("|---|---|---|");
        // Next to each other: JVMs that do nothing but be looked at are in nobody's way.
        Map<String, List<Future<Double>>> shares = new LinkedHashMap<>();
        ExecutorService forks = Executors.newFixedThreadPool(4);
        for (int round = 0; round < rounds; round++) {
            for (String threads : List.of("0", "1000")) {
                for (String variant : List.of("probes off", "probes on")) {
                    List<String> command = java(jdk, VARIANTS.get(variant), "-Xss256k", "Workload", "own", threads);
                    shares.computeIfAbsent(threads + variant, k -> new ArrayList<>())
                            .add(forks.submit(() -> Double.parseDouble(run(command, 300).get(0).split(" ")[1])));
                }
            }
        }
        for (String threads : List.of("0", "1000")) {
            System.out.print(threads.equals("0") ? "| none |" : "| 20, with 1,000 threads, 500 of them blocked |");
            for (String variant : List.of("probes off", "probes on")) {
                double[] share = new double[rounds];
                for (int round = 0; round < rounds; round++) {
                    share[round] = shares.get(threads + variant).get(round).get();
                }
                System.out.print(" " + Table.shown(share) + " |");
            }
            System.out.println();
        }
        forks.shutdown();
        System.out.println();
    }

    // ---- the demo's healthy endpoint -------------------------------------------------------------------------------

    private static void demo(String jdk) throws Exception {
        Map<String, Map<String, double[]>> all = new LinkedHashMap<>();
        Map<String, String> variants = new LinkedHashMap<>(VARIANTS);
        variants.remove("timing=all");
        for (int round = 0; round < rounds; round++) {
            for (var variant : variants.entrySet()) {
                Table.put(all, "healthy endpoint", variant.getKey(), round, rounds, demoCpuPerRequest(jdk, variant.getValue()));
            }
        }
        System.out.println("### The demo's healthy endpoint at full load: CPU of the service per request (limit: 1.00)\n");
        Table.print(all, variants, "us", 0, false);
    }

    /** Microseconds of the service's CPU time per request, closed loop, after a warm-up. */
    private static double demoCpuPerRequest(String jdk, String options) throws Exception {
        int port;
        try (var socket = new java.net.ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(jdk + "/bin/java", "-Xmx512m", "-XX:+UseSerialGC"));
        if (options != null) {
            command.add("-javaagent:" + JAR + "=" + options);
        }
        command.addAll(List.of("-jar", DEMO, "--server.port=" + port));
        Process service = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String url = "http://127.0.0.1:" + port + "/healthy-io?ms=0";
            run(List.of(jdk + "/bin/java", "-cp", classes.toString(), "Pace", url, "60", "90"), 250);
            long before = service.info().totalCpuDuration().orElseThrow().toNanos();
            double requests = 0;
            for (String line : run(List.of(jdk + "/bin/java", "-cp", classes.toString(), "Pace", url, "20", "0"), 60)) {
                requests = Double.parseDouble(line.split(" ")[1]);
            }
            return (service.info().totalCpuDuration().orElseThrow().toNanos() - before) / 1e3 / requests;
        } finally {
            service.destroy();
            if (!service.waitFor(10, TimeUnit.SECONDS)) {
                service.destroyForcibly();
            }
        }
    }

    // ---- forks and figures -----------------------------------------------------------------------------------------

    private static List<String> java(String jdk, String options, String... rest) {
        List<String> command = new ArrayList<>(List.of(jdk + "/bin/java"));
        if (options != null) {
            command.add("-javaagent:" + JAR + "=" + options);
        }
        command.addAll(List.of("-cp", classes.toString()));
        command.addAll(Arrays.asList(rest));
        return command;
    }

    /** Standard output of a command that must end with 0 within the time. */
    private static List<String> run(List<String> command, int seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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
    private static List<String> onOneProcessor(List<String> command) {
        List<String> pinned = new ArrayList<>();
        if (new File("/usr/bin/taskset").canExecute()) {
            pinned.addAll(List.of("/usr/bin/taskset", "-c", "0"));
        }
        pinned.addAll(command);
        return pinned;
    }

    private static String version(String jdk) throws IOException {
        for (String line : Files.readAllLines(Path.of(jdk, "release"))) {
            if (line.startsWith("JAVA_VERSION=")) {
                return line.substring(line.indexOf('=') + 1).replace("\"", "");
            }
        }
        return jdk;
    }

    private static String machine() throws IOException {
        String cpu = "CPU unknown";
        Path info = Path.of("/proc/cpuinfo");
        if (Files.exists(info)) {
            cpu = Files.readAllLines(info).stream()
                    .filter(l -> l.startsWith("model name"))
                    .map(l -> l.substring(l.indexOf(':') + 2))
                    .findFirst()
                    .orElse(cpu);
        }
        return Runtime.getRuntime().availableProcessors() + " cores, " + cpu + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version");
    }
}
