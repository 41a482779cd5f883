import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an attach does to a busy JVM: forks of {@code shop.Busy} that are warm, one for each variant in turn: nothing is
 * attached, an agent that does nothing, poolscope, poolscope with probes. Linux only. Run by {@code Overhead}:
 * {@code Attach ROUNDS JDK_HOME CLASSES POOLSCOPE_JAR}. As {@code Attach load PID JAR} it attaches an agent.
 */
public final class Attach {
    /** What is looked at: from the start of the command that attaches. */
    private static final long LOOK_MS = 8_000;
    /** The attach itself ends when the agent has answered the command and has taken its first samples, at the latest then. */
    private static final long FIRST_SAMPLES_MS = 100;
    /** Warm: at most so many lines of -XX:+PrintCompilation in {@link #QUIET_MS}. */
    private static final int QUIET_LINES = 4;
    private static final long QUIET_MS = 2_000;
    private static final long WARM_AT_LEAST_MS = 8_000;
    private static final long WARM_AT_MOST_MS = 30_000;

    private static final List<String> VARIANTS = List.of("nothing", "empty agent", "poolscope", "poolscope probes=on");

    private static final Pattern LOST = Pattern.compile(
            "^\\s*\\d+\\s+\\d+\\s+[%sbn! ]*?\\s*(\\d)\\s+(\\S+)::(\\S+).*made not entrant(?:: (.*))?");
    private static final Pattern SAFEPOINT = Pattern.compile("Safepoint \"(\\w+)\".* At safepoint: +(\\d+) ns.* Total: +(\\d+) ns");
    private static final Pattern COLLECTION = Pattern.compile("^(G1|Gen|Serial|Parallel|Collect|CGC|ZMark|Shenandoah).*");

    /** A method whose compiled code was thrown away; tier 4 or 1 is code that was there to stay. */
    private record Lost(int tier, String type, String name, String why) {
        boolean isApplication() {
            return type.startsWith("shop.");
        }

        boolean isOwn() {
            return type.startsWith("io.poolscope.") || type.startsWith("org.HdrHistogram.");
        }

        boolean isFinal() {
            return tier == 4 || tier == 1;
        }
    }

    /** Nanoseconds: standing still, and with the time to get there. */
    private record Safepoint(String operation, long at, long total) {
        boolean isCollection() {
            return COLLECTION.matcher(operation).matches();
        }
    }

    /**
     * A part of the time.
     *
     * @param cpuMs CPU of the process without its application threads
     */
    private record Part(double cpuMs, List<Lost> lost, List<Safepoint> safepoints) {
        double longest(ToDoubleFunction<Safepoint> of) {
            return safepoints.stream().filter(s -> !s.isCollection()).mapToDouble(of).max().orElse(0) / 1e6;
        }

        double count(boolean application, boolean isFinal) {
            return lost.stream()
                    .filter(l -> !l.isOwn())
                    .filter(l -> !application || l.isApplication())
                    .filter(l -> !isFinal || l.isFinal())
                    .count();
        }
    }

    /**
     * One fork.
     *
     * @param attach until the agent has answered and sampled
     * @param after the rest, in which it looks
     * @param throughput of the application, throughout
     */
    private record Look(Part attach, Part after, Throughput throughput, double warmMs) {}

    /** What a fork has said and used so far. */
    private record Mark(double cpuMs, int lines, int safepoints) {}

    private final String jdk;
    private final String classes;
    private final String jar;
    private final Path work;
    private final Path empty;
    /** As services are started: reading its manifest loads what the reading of an agent's would. */
    private final Path application;

    private Attach(String jdk, String classes, String jar) throws IOException {
        this.jdk = jdk;
        this.classes = classes;
        this.jar = jar;
        work = Files.createTempDirectory("poolscope-attach");
        empty = work.resolve("empty.jar");
        jar(empty, "Agent-Class", "Attach$Empty", Path.of(classes), "Attach$Empty.class");
        application = work.resolve("shop.jar");
        jar(application, "Main-Class", "shop.Busy", Path.of(classes), "shop/*.class");
    }

    /** The agent that does nothing. */
    public static final class Empty {
        private Empty() {}

        public static void agentmain(String arguments) {}
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("load")) {
            VirtualMachine jvm = VirtualMachine.attach(args[1]);
            jvm.loadAgent(args[2]);
            jvm.detach();
            return;
        }
        int rounds = Integer.parseInt(args[0]);
        Attach attach = new Attach(args[1], args[2], args[3]);
        try {
            Map<String, List<Look>> looks = new LinkedHashMap<>();
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < VARIANTS.size(); i++) {
                    // Each round begins with another one, so that none always follows the same.
                    String variant = VARIANTS.get((round + i) % VARIANTS.size());
                    looks.computeIfAbsent(variant, v -> new ArrayList<>()).add(attach.look(variant));
                }
            }
            print(looks);
        } finally {
            attach.close();
        }
    }

    private Look look(String variant) throws Exception {
        Path output = work.resolve("output");
        Path safepoints = work.resolve("safepoints");
        Path counts = work.resolve("counts");
        for (Path file : List.of(output, safepoints, counts)) {
            Files.deleteIfExists(file);
        }
        Process shop = new ProcessBuilder(
                        jdk + "/bin/java", "-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:+PrintCompilation",
                        "-XX:+EnableDynamicAgentLoading", "-Xlog:safepoint:file=" + safepoints + "::filecount=0",
                        "-jar", application.toString(), counts.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            double warmMs = warmUp(output);
            Thread.sleep(Throughput.BEFORE_MS);
            Mark before = mark(shop, output, safepoints);
            long begin = System.nanoTime();
            load(variant, shop.pid());
            Thread.sleep(FIRST_SAMPLES_MS);
            Mark attached = mark(shop, output, safepoints);
            TimeUnit.NANOSECONDS.sleep(begin + LOOK_MS * 1_000_000 - System.nanoTime());
            Mark after = mark(shop, output, safepoints);
            long end = System.nanoTime();
            List<String> said = lines(output);
            List<String> stood = lines(safepoints);
            shop.getOutputStream().close();
            if (!shop.waitFor(20, TimeUnit.SECONDS)) {
                throw new IOException("the shop does not close: " + output);
            }
            return new Look(
                    part(before, attached, said, stood),
                    part(attached, after, said, stood),
                    Throughput.of(Files.readAllLines(counts), begin, end),
                    warmMs);
        } finally {
            shop.destroyForcibly().waitFor();
        }
    }

    private static Mark mark(Process shop, Path output, Path safepoints) throws IOException {
        return new Mark(cpuMs(shop.pid()), lines(output).size(), lines(safepoints).size());
    }

    private static Part part(Mark from, Mark to, List<String> said, List<String> stood) {
        return new Part(
                to.cpuMs() - from.cpuMs(),
                said.subList(from.lines(), to.lines()).stream().flatMap(Attach::lost).toList(),
                stood.subList(from.safepoints(), to.safepoints()).stream().flatMap(Attach::safepoint).toList());
    }

    private static double warmUp(Path output) throws Exception {
        long begin = System.nanoTime();
        int before = 0;
        while (true) {
            Thread.sleep(QUIET_MS);
            int now = lines(output).size();
            long ms = (System.nanoTime() - begin) / 1_000_000;
            if (ms >= WARM_AT_LEAST_MS && (now - before <= QUIET_LINES || ms > WARM_AT_MOST_MS)) {
                return ms;
            }
            before = now;
        }
    }

    private void load(String variant, long pid) throws Exception {
        if (variant.equals("nothing")) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(jdk + "/bin/java"));
        switch (variant) {
            case "empty agent" -> command.addAll(List.of("-cp", classes, "Attach", "load", "" + pid, empty.toString()));
            case "poolscope" -> command.addAll(List.of("-jar", jar, "attach", "" + pid));
            default -> command.addAll(List.of("-jar", jar, "attach", "" + pid, "probes=on"));
        }
        Path said = work.resolve("command");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command + " failed: " + lines(said));
        }
    }

    /** CPU of the process, also of its threads that have ended, without the threads of the application. */
    private static double cpuMs(long pid) throws IOException {
        double application = 0;
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks) {
                try {
                    if (Files.readString(task.resolve("comm")).startsWith("app-")) {
                        application += Double.parseDouble(Files.readString(task.resolve("schedstat")).split(" ")[0]) / 1e6;
                    }
                } catch (NoSuchFileException ended) {
                    continue;
                }
            }
        }
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        // utime and stime, in hundredths of a second (proc(5)).
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10 - application;
    }

    private static Stream<Lost> lost(String line) {
        return LOST.matcher(line).results()
                .map(l -> new Lost(Integer.parseInt(l.group(1)), l.group(2), l.group(3), String.valueOf(l.group(4))));
    }

    private static Stream<Safepoint> safepoint(String line) {
        return SAFEPOINT.matcher(line).results()
                .map(s -> new Safepoint(s.group(1), Long.parseLong(s.group(2)), Long.parseLong(s.group(3))));
    }

    // ---- figures ---------------------------------------------------------------------------------------------------

    private static void print(Map<String, List<Look>> looks) {
        rows("The attach itself, until the agent has answered and taken its first samples", looks, ofParts(Look::attach));
        rows("The looking after it, until " + LOOK_MS / 1000 + " s from the start of the command", looks, ofParts(Look::after));
        Map<String, ToDoubleFunction<Look>> whole = new LinkedHashMap<>();
        whole.put("CPU of the target without its own threads, ms", l -> l.attach().cpuMs() + l.after().cpuMs());
        whole.put("fewest operations in 100 ms, % of the mean before", l -> 100 * l.throughput().lowest());
        whole.put("until a second has 95 % of the operations before, ms", l -> l.throughput().backMs());
        whole.put("warm-up, ms", Look::warmMs);
        rows("Both together", looks, whole);
        System.out.println("| | the longest safepoints | methods made not entrant that were of tier 4 or 1, in how many rounds |\n|---|---|---|");
        for (String variant : VARIANTS) {
            worst(variant + ", attach", looks.get(variant).stream().map(Look::attach).toList());
            worst(variant + ", after", looks.get(variant).stream().map(Look::after).toList());
        }
        System.out.println();
    }

    private static Map<String, ToDoubleFunction<Look>> ofParts(Function<Look, Part> part) {
        Map<String, ToDoubleFunction<Look>> rows = new LinkedHashMap<>();
        rows.put("CPU of the target without its own threads, ms", l -> part.apply(l).cpuMs());
        rows.put("made not entrant: methods of the application", l -> part.apply(l).count(true, false));
        rows.put("in all, without poolscope's own methods and its libraries'", l -> part.apply(l).count(false, false));
        rows.put("of these, of tier 4 or 1 (lost, not replaced by better)", l -> part.apply(l).count(false, true));
        rows.put("longest safepoint, ms, standing still", l -> part.apply(l).longest(Safepoint::at));
        rows.put("longest safepoint, ms, with the way there", l -> part.apply(l).longest(Safepoint::total));
        rows.put("safepoints", l -> part.apply(l).safepoints().stream().filter(s -> !s.isCollection()).count());
        return rows;
    }

    private static void rows(String title, Map<String, List<Look>> looks, Map<String, ToDoubleFunction<Look>> rows) {
        System.out.println("#### " + title + "\n");
        System.out.println("| | " + String.join(" | ", VARIANTS) + " | poolscope - empty agent, in pairs |");
        System.out.println("|---|" + "---|".repeat(VARIANTS.size() + 1));
        rows.forEach((name, figure) -> {
            System.out.print("| " + name + " |");
            for (String variant : VARIANTS) {
                System.out.print(" " + shown(figures(looks.get(variant), figure), "%.2f") + " |");
            }
            double[] mine = figures(looks.get("poolscope"), figure);
            double[] empty = figures(looks.get("empty agent"), figure);
            for (int i = 0; i < mine.length; i++) {
                mine[i] -= empty[i];
            }
            System.out.println(" " + shown(mine, "%+.2f") + " |");
        });
        System.out.println();
    }

    private static void worst(String name, List<Part> parts) {
        Map<String, Double> longest = new TreeMap<>();
        Map<String, Integer> methods = new TreeMap<>();
        for (Part part : parts) {
            part.safepoints().forEach(s -> longest.merge(s.operation(), s.at() / 1e6, Math::max));
            part.lost().stream()
                    .filter(l -> l.isFinal() && !l.isOwn())
                    .map(l -> l.type() + "::" + l.name() + (l.why().equals("null") ? "" : " (" + l.why() + ")"))
                    .distinct()
                    .forEach(m -> methods.merge(m, 1, Integer::sum));
        }
        System.out.println("| " + name + " | " + worst(longest) + " | " + worst(methods) + " |");
    }

    /** The ten highest. */
    private static <T extends Number> String worst(Map<String, T> figures) {
        return figures.entrySet().stream()
                .sorted((a, b) -> Double.compare(b.getValue().doubleValue(), a.getValue().doubleValue()))
                .limit(10)
                .map(e -> e.getKey() + " " + (e.getValue() instanceof Double ms ? String.format("%.2f ms", ms) : e.getValue()))
                .reduce((a, b) -> a + ", " + b)
                .orElse("none");
    }

    private static double[] figures(List<Look> looks, ToDoubleFunction<Look> figure) {
        return looks.stream().mapToDouble(figure).toArray();
    }

    /** Median and quartiles. */
    private static String shown(double[] figures, String format) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return String.format(format + " (" + format + " to " + format + ")", Spread.quartile(sorted, 2), Spread.quartile(sorted, 1), Spread.quartile(sorted, 3));
    }

    // ---- files -----------------------------------------------------------------------------------------------------

    private static List<String> lines(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList();
    }

    private static void jar(Path jar, String entry, String type, Path classes, String glob) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name(entry), type);
        String folder = glob.substring(0, glob.lastIndexOf('/') + 1);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                var members = Files.newDirectoryStream(classes.resolve(folder), glob.substring(folder.length()))) {
            for (Path member : members) {
                out.putNextEntry(new JarEntry(folder + member.getFileName()));
                out.write(Files.readAllBytes(member));
                out.closeEntry();
            }
        }
    }

    private void close() throws IOException {
        try (var files = Files.walk(work)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        }
    }
}
