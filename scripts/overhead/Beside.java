import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that was measured beside the peers, in one Markdown table: ratios to none, and whom poolscope is ahead of. */
final class Beside {
    /** Two that are closer than this share of the figure are level, however quiet the machine is. */
    private static final double LEVEL = 0.01;

    private Beside() {}

    static void print(List<Figures> all, List<Variant> variants) {
        List<Variant> columns = variants.stream()
                .filter(variant -> variant.role() != Variant.Role.NONE)
                .filter(variant -> all.stream().anyMatch(f -> f.present(List.of(variant)).size() == 1))
                .toList();
        if (columns.stream().noneMatch(Variant::isPeer)) {
            return;
        }
        System.out.println("### Beside others\n");
        System.out.println("Ratio to none, in pairs: median (quartiles), and below it what is added. The last column is decided"
                + " by how far none and none again are apart.\n");
        System.out.println("| workload | none | none again / none | "
                + columns.stream().map(Variant::name).collect(Collectors.joining(" | ")) + " | probes on is |");
        System.out.println("|---|---|---|" + "---|".repeat(columns.size()) + "---|");
        for (Figures figures : all) {
            for (String row : figures.rows()) {
                System.out.printf(
                        "| %s | %." + figures.digits + "f %s | %s |",
                        named(figures, row),
                        Spread.median(figures.of(row, Variant.NONE)),
                        figures.unit,
                        Spread.shown(figures.ratios(row, Variant.NONE_AGAIN), "%.2f"));
                columns.forEach(variant -> System.out.print(" " + cell(figures, row, variant) + " |"));
                System.out.println(" " + judged(figures, row, columns) + " |");
            }
        }
        System.out.println();
    }

    /** A row's name where several kinds of figures are together. */
    static String named(Figures figures, String row) {
        return figures.kind.isEmpty() ? row : row + ": " + figures.kind;
    }

    private static String cell(Figures figures, String row, Variant variant) {
        double[] ratios = figures.ratios(row, variant);
        if (ratios.length == 0) {
            return "-";
        }
        String added = "%+." + figures.digits + "f " + figures.unit;
        return Spread.shown(ratios, "%.2f") + "<br>"
                + String.format(added, Spread.median(figures.differences(row, variant)));
    }

    /** Whom poolscope with its probes costs less than, by more than none and none again are apart. */
    private static String judged(Figures figures, String row, List<Variant> columns) {
        double[] apart = figures.differences(row, Variant.NONE_AGAIN);
        double noise = Math.max(Math.abs(Spread.quartile(apart, 1)), Math.abs(Spread.quartile(apart, 3)));
        noise = Math.max(noise, LEVEL * Spread.median(figures.of(row, Variant.PROBES_ON)));
        Map<String, List<String>> verdicts = new LinkedHashMap<>();
        List.of("ahead of", "level with", "behind").forEach(verdict -> verdicts.put(verdict, new ArrayList<>()));
        for (Variant peer : columns) {
            double[] more = Spread.differences(figures.of(row, Variant.PROBES_ON), figures.of(row, peer));
            if (!peer.isPeer() || more.length == 0) {
                continue;
            }
            double median = Spread.median(more);
            verdicts.get(median < -noise ? "ahead of" : median > noise ? "behind" : "level with")
                    .add(peer.name().split(" ")[0]);
        }
        return verdicts.entrySet().stream()
                .filter(verdict -> !verdict.getValue().isEmpty())
                .map(verdict -> verdict.getKey() + " " + String.join(", ", verdict.getValue()))
                .collect(Collectors.joining("; "));
    }
}
