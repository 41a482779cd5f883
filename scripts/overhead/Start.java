import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The start of a hello-world: when main begins, what the first seconds cost, and when the probes are active. */
final class Start {
    private static final String LOOK_MS = "4000";
    private static final Pattern SINCE = Pattern.compile("\"since\"\\s*:\\s*\"([^\"]+)\"");

    private Start() {}

    /** With all probes, also the one that is off by default; without load-test mode, which starts as probes do. */
    static List<Variant> variants(List<Variant> all) {
        List<Variant> variants = new ArrayList<>(all);
        variants.removeIf(v -> v.role() == Variant.Role.WRAPPER);
        variants.set(
                variants.indexOf(Variant.LOAD_TEST),
                Variant.poolscope("probes=on:+object-wait", "probes=on:+object-wait,log=none"));
        return variants;
    }

    static List<Figures> measure(Fork fork, Arguments arguments, List<Variant> variants) throws Exception {
        int rounds = arguments.rounds();
        Figures main = new Figures(
                "Start of a hello-world: from the JVM's start to main, ms (limit: 200 ms later)",
                "main begins",
                "ms",
                0,
                rounds);
        Figures cpu = new Figures(
                "CPU of the whole process in its first 4 s, ms (limit: 800 ms more)", "CPU in 4 s", "ms", 0, rounds);
        Figures peak = new Figures("Peak resident memory of these 4 s, MB", "peak memory", "MB", 1, rounds);
        Map<String, double[]> active = new LinkedHashMap<>();
        Path report = fork.classes().resolve("start.json");
        for (int round = 0; round < rounds; round++) {
            for (Variant variant : variants) {
                List<String> command = fork.java(variant.reporting(report));
                command.addAll(List.of("workload.Hello", LOOK_MS));
                Map<String, Double> said = fork.figures(variant, command, 60);
                main.put("hello", variant, round, said, "main-after-ms");
                cpu.put("hello", variant, round, said, "cpu-ms");
                peak.put("hello", variant, round, said, "peak-mb");
                if (variant.role() == Variant.Role.POOLSCOPE && !variant.equals(Variant.PROBES_OFF)) {
                    active.computeIfAbsent(variant.name(), k -> new double[rounds])[round] =
                            lastProbe(report) - said.get("main-at");
                }
            }
        }
        Table.print(main, variants);
        Table.print(cpu, variants);
        System.out.println("### When the last probe became active, ms after main began (limit: 600 ms)\n");
        System.out.println("| " + String.join(" | ", active.keySet()) + " |");
        System.out.println("|" + "---|".repeat(active.size()));
        System.out.println(active.values().stream()
                .map(ms -> "| " + Spread.shown(ms, "%.0f") + " ")
                .collect(Collectors.joining("", "", "|\n")));
        Table.print(peak, variants);
        return List.of(main, cpu, peak);
    }

    /** Milliseconds since 1970. */
    private static long lastProbe(Path report) throws Exception {
        return SINCE.matcher(Files.readString(report)).results()
                .mapToLong(since -> Instant.parse(since.group(1)).toEpochMilli())
                .max()
                .orElseThrow();
    }
}
