import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Figures of one kind by row, variant and round; NaN where a fork gave none. */
final class Figures {
    /** Heads the table. */
    final String title;
    /** What the plot calls it, before the row; may be empty. */
    final String kind;

    final String unit;
    final int digits;
    private final int rounds;
    private final Map<String, Map<String, double[]>> rows = new LinkedHashMap<>();

    Figures(String title, String kind, String unit, int digits, int rounds) {
        this.title = title;
        this.kind = kind;
        this.unit = unit;
        this.digits = digits;
        this.rounds = rounds;
    }

    /** Keeps the least of those that are put for the same round. */
    void put(String row, Variant variant, int round, double value) {
        double[] figures = rows.computeIfAbsent(row, k -> new LinkedHashMap<>())
                .computeIfAbsent(variant.name(), k -> nothing());
        figures[round] = Double.isNaN(figures[round]) ? value : Math.min(figures[round], value);
    }

    /** Puts it, if there is one. */
    void put(String row, Variant variant, int round, Map<String, Double> figures, String name) {
        if (figures.containsKey(name)) {
            put(row, variant, round, figures.get(name));
        }
    }

    Set<String> rows() {
        return rows.keySet();
    }

    /** Whether any fork of the variant gave a figure for this row. */
    boolean has(String row, Variant variant) {
        return rows.get(row).containsKey(variant.name());
    }

    /** One for each round. */
    double[] of(String row, Variant variant) {
        return rows.get(row).getOrDefault(variant.name(), nothing());
    }

    /** Ratios to none, in pairs. */
    double[] ratios(String row, Variant variant) {
        return Spread.ratios(of(row, variant), of(row, Variant.NONE));
    }

    /** What comes to none, in pairs. */
    double[] differences(String row, Variant variant) {
        return Spread.differences(of(row, variant), of(row, Variant.NONE));
    }

    /** Those that have a figure in some row, in their order. */
    List<Variant> present(List<Variant> variants) {
        return variants.stream()
                .filter(variant -> rows().stream().anyMatch(row -> has(row, variant)))
                .toList();
    }

    private double[] nothing() {
        double[] none = new double[rounds];
        Arrays.fill(none, Double.NaN);
        return none;
    }
}
