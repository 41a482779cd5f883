import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What poolscope's own thread uses in a JVM that does nothing but be looked at. */
final class Own {
    private static final List<String> THREADS = List.of("0", "1000");
    private static final List<Variant> VARIANTS = List.of(Variant.PROBES_OFF, Variant.PROBES_ON);

    private Own() {}

    static void measure(Fork fork, int rounds) throws Exception {
        System.out.println("### poolscope's own thread, % of a core, over the third minute (limit: 0.5 %)\n");
        System.out.println("The first second of CPU is granted for the start, see `max-overhead`.\n");
        System.out.println("| pools | probes off | probes on |");
        System.out.println("|---|---|---|");
        // Next to each other: JVMs that do nothing but be looked at are in nobody's way.
        Map<String, List<Future<Double>>> shares = new LinkedHashMap<>();
        ExecutorService forks = Executors.newFixedThreadPool(4);
        for (int round = 0; round < rounds; round++) {
            for (String threads : THREADS) {
                for (Variant variant : VARIANTS) {
                    List<String> command = fork.java(variant, "-Xss256k");
                    command.addAll(List.of("workload.Workload", "own", threads));
                    shares.computeIfAbsent(threads + variant.name(), k -> new ArrayList<>())
                            .add(forks.submit(
                                    () -> fork.figures(variant, command, 300).get("own-thread-percent-of-a-core")));
                }
            }
        }
        for (String threads : THREADS) {
            System.out.print(threads.equals("0") ? "| none |" : "| 20, with 1,000 threads, 500 of them blocked |");
            for (Variant variant : VARIANTS) {
                double[] share = new double[rounds];
                for (int round = 0; round < rounds; round++) {
                    share[round] = shares.get(threads + variant.name()).get(round).get();
                }
                System.out.print(" " + Spread.shown(share, "%.3f") + " |");
            }
            System.out.println();
        }
        forks.shutdown();
        System.out.println();
    }
}
