import java.util.List;
import java.util.Map;

/** Figures as a Markdown table: medians, paired ratios with their quartiles, and what was promised. */
final class Table {
    /**
     * What was promised for a workload.
     *
     * @param variant whose figure the limit is for
     * @param ratio highest ratio to none; 0 where the limit is in nanoseconds
     * @param nanos most nanoseconds added
     * @param margin how narrow the noise must be to decide, as a ratio
     */
    private record Limit(Variant variant, double ratio, double nanos, double margin) {

        /** Of what must cost nothing one half of all medians is above it: half the margin is let pass there, and only there. */
        double slack() {
            return ratio == 1 || ratio == 0 && nanos == 0 ? margin / 2 : 0;
        }
    }

    private static final Map<String, List<Limit>> LIMITS = Map.of(
            "completed-get", List.of(new Limit(Variant.PROBES_ON, 1.00, 0, 0.02)),
            "completed-join", List.of(new Limit(Variant.PROBES_ON, 1.00, 0, 0.02)),
            "uncontended-lock", List.of(new Limit(Variant.PROBES_ON, 1.00, 0, 0.02)),
            "noop-execute",
                    List.of(new Limit(Variant.PROBES_OFF, 0, 0, 0.03), new Limit(Variant.PROBES_ON, 0, 6, 0.10)),
            "submit-and-get", List.of(new Limit(Variant.PROBES_ON, 1.05, 0, 0.05)),
            "submit-and-get-in-task", List.of(new Limit(Variant.PROBES_ON, 1.05, 0, 0.05)));

    private Table() {}

    /** Prints poolscope's columns of it under its title; one that has no limits has no column for them. */
    static void print(Figures figures, List<Variant> all) {
        List<Variant> variants = figures.present(all).stream()
                .filter(variant -> variant.role() == Variant.Role.POOLSCOPE)
                .toList();
        if (figures.rows().isEmpty()) {
            return;
        }
        boolean limits = figures.rows().stream().anyMatch(LIMITS::containsKey);
        System.out.println("### " + figures.title + "\n");
        StringBuilder head = new StringBuilder("| workload | none, " + figures.unit + " | none again / none |");
        variants.forEach(v -> head.append(" ")
                .append(v.name())
                .append(" / none | added, ")
                .append(figures.unit)
                .append(" |"));
        System.out.println(head + (limits ? " limit |" : ""));
        System.out.println("|---|---|---|" + "---|---|".repeat(variants.size()) + (limits ? "---|" : ""));
        String added = " | %+." + figures.digits + "f |";
        for (String row : figures.rows()) {
            System.out.printf(
                    "| %s | %." + figures.digits + "f | %s |",
                    row,
                    Spread.median(figures.of(row, Variant.NONE)),
                    Spread.shown(figures.ratios(row, Variant.NONE_AGAIN), "%.3f"));
            for (Variant variant : variants) {
                System.out.print(" " + Spread.shown(figures.ratios(row, variant), "%.3f"));
                System.out.printf(added, Spread.median(figures.differences(row, variant)));
            }
            System.out.println(limits ? " " + judged(figures, row) + " |" : "");
        }
        System.out.println();
    }

    private static String judged(Figures figures, String row) {
        StringBuilder text = new StringBuilder();
        double noise = Spread.around1(figures.ratios(row, Variant.NONE_AGAIN));
        double none = Spread.median(figures.of(row, Variant.NONE));
        for (Limit limit : LIMITS.getOrDefault(row, List.of())) {
            boolean met = limit.ratio() > 0
                    ? Spread.median(figures.ratios(row, limit.variant())) <= limit.ratio() + limit.slack()
                    : Spread.median(figures.differences(row, limit.variant())) <= limit.nanos() + limit.slack() * none;
            text.append(text.isEmpty() ? "" : "; ")
                    .append(limit.variant().name())
                    .append(
                            limit.ratio() > 0
                                    ? String.format(" <= %.2f", limit.ratio())
                                    : String.format(" <= +%.0f ns", limit.nanos()))
                    .append(noise > limit.margin() ? ": not decidable here" : met ? ": met" : ": missed");
        }
        return text.toString();
    }
}
