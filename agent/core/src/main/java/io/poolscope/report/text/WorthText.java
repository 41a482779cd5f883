package io.poolscope.report.text;

import io.poolscope.finding.Prediction;
import java.util.Locale;

/** What freeing a place is worth, in words: the same in every way out. */
public final class WorthText {
    private WorthText() {}

    /** {@code 16 workers carry up to 80 tasks/s; 95 arrive, which keep 19 workers busy}. */
    public static String pool(Prediction worth) {
        Double arrivals = worth.arrivalsPerSecond();
        Double needed = worth.workersNeeded();
        Double overlapped = worth.ceilingOverlapped();
        return workers(worth.workers()) + (worth.workers() == 1 ? " carries" : " carry") + " up to "
                + number(worth.ceilingNow()) + " tasks/s at " + Words.millis(worth.holdMs()) + " a task"
                + (arrivals == null || needed == null
                        ? ""
                        : "; " + number(arrivals) + "/s arrive, which keep " + number(needed) + " busy")
                + (overlapped == null
                        ? ""
                        : "; if the " + number(worth.waitsPerTask())
                                + " waits of a task for asynchronous results overlapped, up to " + number(overlapped)
                                + " tasks/s");
    }

    /** {@code without this wait 50 ms a task, up to 320 tasks/s instead of 80; what arrives needs 5 workers instead of 19}. */
    public static String site(Prediction.At at, Prediction worth) {
        StringBuilder text = new StringBuilder();
        Double ceiling = at.ceiling();
        text.append("without this wait ").append(Words.millis(at.holdMs())).append(" a task");
        if (ceiling != null) {
            text.append(", up to ").append(number(ceiling)).append(" tasks/s instead of ");
            text.append(number(worth.ceilingNow()));
        }
        Double needed = at.workersNeeded();
        Double today = worth.workersNeeded();
        if (needed != null && today != null) {
            text.append("; what arrives needs ").append(number(needed)).append(" workers instead of ");
            text.append(number(today));
        }
        Double overlapped = at.ceilingOverlapped();
        if (overlapped != null) {
            text.append("; up to ").append(number(overlapped)).append(" tasks/s if its ");
            text.append(number((double) at.site().waits() / worth.tasks())).append(" waits a task overlapped");
        }
        return text.toString();
    }

    /** {@code these 3 of 11 places hold 71 %}. */
    public static String share(Prediction worth, Prediction.At at) {
        int place = worth.sites().indexOf(at) + 1;
        return (place == 1 ? "this place of " : "these " + place + " of ")
                + worth.sites().size() + (place == 1 ? " holds " : " hold ") + Math.round(at.share() * 100)
                + " % of the lost worker time";
    }

    private static String workers(int n) {
        return n + (n == 1 ? " worker" : " workers");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 10 ? "%.0f" : value >= 1 ? "%.1f" : "%.2f", value);
    }
}
