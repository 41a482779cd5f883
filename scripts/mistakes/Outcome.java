import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What the runs of one mistake gave; a figure that was not measured is NaN. */
final class Outcome {
    final Header mistake;
    /** What poolscope said of the bad variant, run by run; empty where it did not say what it must. */
    final List<String> said = new ArrayList<>();
    /** Findings about the mended variant, at warning or above. */
    final List<String> alarms = new ArrayList<>();

    private final List<Double> before = new ArrayList<>();
    private final List<Double> predicted = new ArrayList<>();
    private final List<Double> after = new ArrayList<>();

    Outcome(Header mistake) {
        this.mistake = mistake;
    }

    void bad(double perSecond, double predictedPerSecond, String finding) {
        before.add(perSecond);
        predicted.add(predictedPerSecond);
        said.add(finding);
    }

    void fixed(double perSecond) {
        after.add(perSecond);
    }

    /** How far the prediction was off what was measured then, signed: the median of the runs, each with its own. */
    double error() {
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            errors.add(predicted.get(i) / after.get(i) - 1);
        }
        return median(errors);
    }

    /**
     * Whether something is not as it must be.
     *
     * @param within how far a prediction may be off, percent
     */
    boolean failed(int within) {
        boolean missed = !mistake.awaited() && said.contains("");
        boolean off = !mistake.predict().isEmpty() && !(100 * Math.abs(error()) <= within);
        return missed || off || !alarms.isEmpty();
    }

    /** The row of the table. */
    String row() {
        String last = said.get(said.size() - 1);
        String finding = !last.isEmpty()
                ? last
                : mistake.awaited() ? "(" + mistake.rule() + " is not in this version)" : "MISSED " + mistake.rule();
        return String.format(
                Locale.ROOT,
                FORMAT,
                mistake.name(),
                finding,
                figure(median(before)),
                figure(median(predicted)),
                figure(median(after)),
                Double.isNaN(error()) ? "-" : String.format(Locale.ROOT, "%+.0f %%", 100 * error()),
                alarms.isEmpty() ? "silent" : "FALSE ALARM");
    }

    private static final String FORMAT = "%-19s  %-51s  %9s  %9s  %9s  %6s  %s";

    /** The head of the table. */
    static String head() {
        return String.format(
                Locale.ROOT,
                FORMAT,
                "mistake",
                "poolscope said",
                "before",
                "predicted",
                "after",
                "error",
                "of the mended one");
    }

    private static double median(List<Double> values) {
        List<Double> known = new ArrayList<>(values);
        known.removeIf(value -> value.isNaN());
        Collections.sort(known);
        int n = known.size();
        return n == 0 ? Double.NaN : n % 2 == 1 ? known.get(n / 2) : (known.get(n / 2 - 1) + known.get(n / 2)) / 2;
    }

    private static String figure(double perSecond) {
        return Double.isNaN(perSecond) ? "-" : String.format(Locale.ROOT, "%.1f/s", perSecond);
    }
}
