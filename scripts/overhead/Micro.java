import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** CPU time per operation of small workloads, see {@code workload.Workload}. */
final class Micro {
    /**
     * Groups of workloads that one JVM runs one after the other, and what keeps noise away from them.
     *
     * @param options of the JVM
     * @param onOneProcessor because threads wake each other
     * @param forks of which the fastest counts
     */
    private record Company(List<String> groups, List<String> options, boolean onOneProcessor, int forks) {}

    private static final List<Company> COMPANIES = List.of(
            // The best compiler alone: with both, a call of half a nanosecond is compiled the slower way more often. And
            // still one fork in four compiles it the slower way.
            new Company(List.of("completed"), List.of("-XX:-TieredCompilation"), false, 3),
            new Company(List.of("lock", "fork-join"), List.of(), false, 1),
            // A young generation that fits into the processor's cache.
            new Company(List.of("execute"), List.of("-Xmn1m"), true, 1),
            new Company(List.of("hand-over"), List.of(), true, 1),
            new Company(List.of("contention", "ping-pong", "chain"), List.of(), true, 1));

    /** Names of the groups. */
    static final List<String> GROUPS =
            COMPANIES.stream().flatMap(company -> company.groups().stream()).toList();

    /** Groups whose work goes through executors. */
    private static final Set<String> EXECUTORS = Set.of("execute", "hand-over", "chain");

    private static final int SECONDS = 300;

    private Micro() {}

    static List<Figures> measure(Fork fork, Arguments arguments, List<Variant> variants) throws Exception {
        Figures figures = new Figures("CPU time per operation", "", "ns", 2, arguments.rounds());
        for (int i = 0; i < arguments.rounds(); i++) {
            int round = i;
            for (Variant variant : variants) {
                for (Company company : COMPANIES) {
                    List<String> groups = company.groups().stream()
                            .filter(group -> arguments.wants("micro", group))
                            .filter(group -> variant.role() != Variant.Role.WRAPPER || EXECUTORS.contains(group))
                            .toList();
                    for (int once = 0; once < company.forks() && !groups.isEmpty(); once++) {
                        fork.figures(variant, command(fork, variant, company, groups), SECONDS)
                                .forEach((row, nanos) -> figures.put(row, variant, round, nanos));
                    }
                }
            }
        }
        return List.of(figures);
    }

    private static List<String> command(Fork fork, Variant variant, Company company, List<String> groups) {
        List<String> options = new ArrayList<>(company.options());
        options.add("-XX:+UseSerialGC");
        List<String> command = fork.java(variant, options.toArray(String[]::new));
        command.add("workload.Workload");
        command.addAll(groups);
        return company.onOneProcessor() ? Fork.onOneProcessor(command) : command;
    }
}
