import java.util.List;
import java.util.Map;

/** A million virtual threads that are all parked at once, see {@code workload.Million}. */
final class VirtualThreads {
    /** They are the first release's that has them. */
    static final int SINCE = 21;

    private static final String THREADS = "1000000";

    private VirtualThreads() {}

    static List<Figures> measure(Fork fork, Arguments arguments, List<Variant> variants) throws Exception {
        int rounds = arguments.rounds();
        String row = "a million virtual threads";
        Figures cpu = new Figures("A million virtual threads: CPU of the process for each", "CPU", "us", 2, rounds);
        Figures peak = new Figures("Peak resident memory of these, MB", "peak memory", "MB", 0, rounds);
        for (int round = 0; round < rounds; round++) {
            for (Variant variant : variants) {
                if (variant.role() == Variant.Role.WRAPPER) {
                    continue;
                }
                List<String> command = fork.java(variant, "-XX:+UseParallelGC", "-Xms3g", "-Xmx3g");
                command.addAll(List.of("workload.Workload", "million", THREADS));
                Map<String, Double> said = fork.figures(variant, command, 300);
                cpu.put(row, variant, round, said, "cpu-us");
                peak.put(row, variant, round, said, "peak-mb");
            }
        }
        return List.of(cpu, peak);
    }
}
