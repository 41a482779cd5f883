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
import java.util.TreeMap;
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
 * <p>Usage: {@code java scripts/overhead/Overhead.java [--rounds N] [--only micro,start,own,attach,demo] JDK_HOME...}, from the
 * root of a built checkout; {@code scripts/overhead.sh} does it all. Prints Markdown.
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

    /**
     * What was promised for a workload, for the variant with probes.
     *
     * @param variant whose figure the limit is for
     * @param ratio highest ratio to none; 0 where the limit is in nanoseconds
     * @param nanos most nanoseconds added
     * @param margin how narrow the noise must be to decide, as a ratio
     */
    private record Limit(String variant, double ratio, double nanos, double margin) {}

    private static final Map<String, List<Limit>> LIMITS = Map.of(
            "completed-get", List.of(new Limit("probes on", 1.00, 0, 0.02)),
            "completed-join", List.of(new Limit("probes on", 1.00, 0, 0.02)),
            "uncontended-lock", List.of(new Limit("probes on", 1.00, 0, 0.02)),
            "noop-execute", List.of(new Limit("probes off", 0, 0, 0.03), new Limit("probes on", 0, 6, 0.10)),
            "submit-and-get", List.of(new Limit("probes on", 1.05, 0, 0.05)),
            "submit-and-get-in-task", List.of(new Limit("probes on", 1.05, 0, 0.05)));

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
        classes = Files.createTempDirectory("poolscope-overhead");
        try {
            String javac = System.getProperty("java.home") + "/bin/javac";
            run(List.of(javac, "--release", "17", "-d", classes.toString(), "scripts/overhead/Workload.java", "scripts/overhead/Hello.java", "scripts/overhead/Pace.java", "scripts/overhead/Busy.java", "scripts/overhead/Attach.java"), 120);
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
        } finally {
            try (var files = Files.walk(classes)) {
                files.sorted(java.util.Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
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
                            putLeast(all, parts[0], variant.getKey(), round, Double.parseDouble(parts[1]));
                        }
                    }
                }
            }
        }
        System.out.println("### CPU time per operation\n");
        table(all, VARIANTS, "ns", 2, true);
    }

    /** Nanoseconds by workload, variant and round, as a table of medians and paired ratios. */
    private static void table(
            Map<String, Map<String, double[]>> all,
            Map<String, String> variants,
            String unit,
            int digits,
            boolean limits) {
        System.out.print("| workload | none, " + unit + " | none again / none |");
        variants.keySet().stream().skip(2).forEach(v -> System.out.print(" " + v + " / none | added, " + unit + " |"));
        System.out.println(limits ? " limit |" : "");
        System.out.print("|---|---|---|");
        variants.keySet().stream().skip(2).forEach(v -> System.out.print("---|---|"));
        System.out.println(limits ? "---|" : "");
        for (var row : all.entrySet()) {
            double[] none = row.getValue().get("none");
            double[] noise = ratios(row.getValue().get("none again"), none);
            System.out.printf("| %s | %." + digits + "f | %s |", row.getKey(), median(none), shown(noise));
            for (String variant : variants.keySet()) {
                if (variant.startsWith("none") || !row.getValue().containsKey(variant)) {
                    continue;
                }
                double[] with = row.getValue().get(variant);
                System.out.printf(
                        " %s | %+." + digits + "f |", shown(ratios(with, none)), median(differences(with, none)));
            }
            System.out.println(limits ? " " + judged(row.getKey(), row.getValue(), none, noise) + " |" : "");
        }
        System.out.println();
    }

    private static String judged(String workload, Map<String, double[]> figures, double[] none, double[] noise) {
        StringBuilder text = new StringBuilder();
        double spread = Math.max(Math.abs(quartile(noise, 3) - 1), Math.abs(quartile(noise, 1) - 1));
        for (Limit limit : LIMITS.getOrDefault(workload, List.of())) {
            double[] with = figures.get(limit.variant());
            boolean met = limit.ratio() > 0
                    ? median(ratios(with, none)) <= limit.ratio() + limit.margin() / 2
                    : median(differences(with, none)) <= limit.nanos() + limit.margin() / 2 * median(none);
            String what = limit.variant() + (limit.ratio() > 0
                    ? String.format(" <= %.2f", limit.ratio())
                    : String.format(" <= +%.0f ns", limit.nanos()));
            text.append(text.isEmpty() ? "" : "; ")
                    .append(what)
                    .append(spread > limit.margin() ? ": not decidable here" : met ? ": met" : ": missed");
        }
        return text.toString();
    }

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
                        case "main-after-ms" -> put(main, "hello", variant.getKey(), round, Double.parseDouble(parts[1]));
                        case "cpu-ms" -> put(cpu, "hello", variant.getKey(), round, Double.parseDouble(parts[1]));
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
        table(main, variants, "ms", 0, false);
        System.out.println("### CPU of the whole process in its first 4 s, ms (limit: 800 ms more)\n");
        table(cpu, variants, "ms", 0, false);
        System.out.println("### When the last probe became active, ms after main began (limit: 600 ms)\n");
        System.out.println("| " + String.join(" | ", active.keySet()) + " |");
        System.out.println("|" + "---|".repeat(active.size()));
        active.values().forEach(ms ->
                System.out.printf("| %.0f (%.0f to %.0f) ", median(ms), quartile(ms, 1), quartile(ms, 3)));
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
                System.out.print(" " + shown(share) + " |");
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
                put(all, "healthy endpoint", variant.getKey(), round, demoCpuPerRequest(jdk, variant.getValue()));
            }
        }
        System.out.println("### The demo's healthy endpoint at full load: CPU of the service per request (limit: 1.00)\n");
        table(all, variants, "us", 0, false);
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
            String url = "http://127.0.0.1:" + port + "/healthy-io";
            run(List.of(jdk + "/bin/java", "-cp", classes.toString(), "Pace", url, "75", "90"), 250);
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

    private static void put(Map<String, Map<String, double[]>> all, String row, String variant, int round, double value) {
        double[] figures = all.computeIfAbsent(row, k -> new TreeMap<>())
                .computeIfAbsent(variant, k -> new double[rounds]);
        figures[round] = value;
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

    private static void putLeast(
            Map<String, Map<String, double[]>> all, String row, String variant, int round, double value) {
        double[] figures = all.getOrDefault(row, Map.of()).get(variant);
        put(all, row, variant, round, figures == null || figures[round] == 0 ? value : Math.min(value, figures[round]));
    }

    private static double[] ratios(double[] a, double[] b) {
        double[] result = new double[b.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] / b[i];
        }
        return result;
    }

    private static double[] differences(double[] a, double[] b) {
        double[] result = new double[b.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
        return result;
    }

    private static double median(double[] figures) {
        return quartile(figures, 2);
    }

    /** Quartile 0 (lowest) to 4 (highest), between two figures where it falls between them. */
    private static double quartile(double[] figures, int quartile) {
        double[] sorted = Arrays.stream(figures).sorted().toArray();
        double at = (sorted.length - 1) * quartile / 4.0;
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    private static String shown(double[] ratios) {
        return String.format("%.3f (%.3f to %.3f)", median(ratios), quartile(ratios, 1), quartile(ratios, 3));
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
