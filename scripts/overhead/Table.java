import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures by workload, variant and round, as Markdown: medians, paired ratios with their quartiles, and what was promised. */
final class Table {
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

    private Table() {}

    /** Prints it. */
    static void print(
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

    static String judged(String workload, Map<String, double[]> figures, double[] none, double[] noise) {
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

    static void put(
            Map<String, Map<String, double[]>> all, String row, String variant, int round, int rounds, double value) {
        double[] figures = all.computeIfAbsent(row, k -> new TreeMap<>())
                .computeIfAbsent(variant, k -> new double[rounds]);
        figures[round] = value;
    }

    static void putLeast(
            Map<String, Map<String, double[]>> all, String row, String variant, int round, int rounds, double value) {
        double[] figures = all.getOrDefault(row, Map.of()).get(variant);
        put(all, row, variant, round, rounds, figures == null || figures[round] == 0 ? value : Math.min(value, figures[round]));
    }

    static double[] ratios(double[] a, double[] b) {
        double[] result = new double[b.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] / b[i];
        }
        return result;
    }

    static double[] differences(double[] a, double[] b) {
        double[] result = new double[b.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = a[i] - b[i];
        }
        return result;
    }

    static double median(double[] figures) {
        return quartile(figures, 2);
    }

    /** Quartile 0 (lowest) to 4 (highest), between two figures where it falls between them. */
    static double quartile(double[] figures, int quartile) {
        double[] sorted = Arrays.stream(figures).sorted().toArray();
        double at = (sorted.length - 1) * quartile / 4.0;
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    static String shown(double[] ratios) {
        return String.format("%.3f (%.3f to %.3f)", median(ratios), quartile(ratios, 1), quartile(ratios, 3));
    }
}
