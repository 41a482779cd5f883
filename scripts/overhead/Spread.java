import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Medians and quartiles of a few figures, one for each round. */
final class Spread {
    private Spread() {}

    static double[] ratios(double[] a, double[] b) {
        return paired(a, b, (x, y) -> x / y);
    }

    static double[] differences(double[] a, double[] b) {
        return paired(a, b, (x, y) -> x - y);
    }

    /** Rounds in which one of the two has no figure are left out. */
    private static double[] paired(double[] a, double[] b, DoubleBinaryOperator operator) {
        return IntStream.range(0, b.length)
                .mapToDouble(i -> operator.applyAsDouble(a[i], b[i]))
                .filter(Double::isFinite)
                .toArray();
    }

    static double median(double[] figures) {
        return quartile(figures, 2);
    }

    /** Quartile 0 (lowest) to 4 (highest), between two figures where it falls between them; NaN of none. */
    static double quartile(double[] figures, int quartile) {
        double[] sorted = DoubleStream.of(figures).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = (sorted.length - 1) * quartile / 4.0;
        int below = (int) at;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** How far the quartiles of ratios are from 1. */
    static double around1(double[] ratios) {
        return Math.max(Math.abs(quartile(ratios, 3) - 1), Math.abs(quartile(ratios, 1) - 1));
    }

    /** The median, and the quartiles in brackets, each in this format. */
    static String shown(double[] figures, String format) {
        if (Arrays.stream(figures).noneMatch(Double::isFinite)) {
            return "-";
        }
        return String.format(
                format + " (" + format + " to " + format + ")",
                median(figures),
                quartile(figures, 1),
                quartile(figures, 3));
    }
}
