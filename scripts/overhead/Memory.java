import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Memory of a small shop with pools, futures and locks that is busy for some seconds, see {@code workload.Resident}. */
final class Memory {
    private static final String SECONDS = "4";

    private Memory() {}

    static List<Figures> measure(Fork fork, Arguments arguments, List<Variant> variants) throws Exception {
        Figures peak = new Figures(
                "Peak resident memory of a busy shop, MB (limit: 20 MB more)", "peak memory", "MB", 1, arguments.rounds());
        Figures heap = new Figures("Its heap after a collection, MB", "heap", "MB", 1, arguments.rounds());
        // Two at a time, as many as any machine has processors for: neither takes the other's memory.
        Map<Variant, List<Future<Map<String, Double>>>> said = new LinkedHashMap<>();
        ExecutorService forks = Executors.newFixedThreadPool(2);
        for (int round = 0; round < arguments.rounds(); round++) {
            for (Variant variant : variants) {
                if (variant.role() != Variant.Role.WRAPPER) {
                    said.computeIfAbsent(variant, k -> new ArrayList<>())
                            .add(forks.submit(() -> fork.figures(variant, command(fork, variant), 60)));
                }
            }
        }
        for (var variant : said.entrySet()) {
            for (int round = 0; round < arguments.rounds(); round++) {
                Map<String, Double> figures = variant.getValue().get(round).get();
                peak.put("busy shop", variant.getKey(), round, figures, "peak-mb");
                heap.put("busy shop", variant.getKey(), round, figures, "heap-mb");
            }
        }
        forks.shutdown();
        return List.of(peak, heap);
    }

    /** The heap starts small and grows only as what lives in it asks for it: the peak does not tell when it was collected. */
    private static List<String> command(Fork fork, Variant variant) {
        List<String> command = fork.java(variant, "-XX:+UseSerialGC", "-Xms16m", "-Xmx512m");
        command.addAll(List.of("workload.Workload", "resident", SECONDS));
        return command;
    }
}
