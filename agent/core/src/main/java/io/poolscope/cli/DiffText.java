package io.poolscope.cli;

import io.poolscope.finding.Finding;
import io.poolscope.report.Escape;
import io.poolscope.report.text.Words;
import io.poolscope.snapshot.Durations;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Two reports side by side, in words. */
final class DiffText {
    /** Places and pools shown; smaller changes than that are noise to a reader. */
    private static final int ROWS = 15;

    private final Paper paper;

    DiffText(Paper paper) {
        this.paper = paper;
    }

    String of(Difference difference) {
        StringBuilder out = new StringBuilder();
        heading(out, "Findings");
        difference.fresh().forEach(f -> finding(out, paper.tone(Paper.Tone.BAD, "new    "), f));
        difference.changed().forEach(change -> changed(out, change));
        difference.gone().forEach(f -> finding(out, paper.tone(Paper.Tone.GOOD, "gone   "), f));
        if (difference.fresh().isEmpty()
                && difference.changed().isEmpty()
                && difference.gone().isEmpty()) {
            paper.put(out, "  ", difference.same() == 0 ? "none in either" : "no change");
        }
        if (difference.same() > 0) {
            paper.put(out, "  ", DiagnoseText.count(difference.same(), "finding") + " unchanged");
        }
        if (!difference.sites().isEmpty()) {
            out.append('\n');
            heading(out, "Worker time lost, in each second of the window (before, after)");
            difference.sites().stream()
                    .limit(ROWS)
                    .forEach(site -> paper.put(
                            out,
                            String.format(Locale.ROOT, "  %9s %9s  ", rate(site.before()), rate(site.after())),
                            " ".repeat(24),
                            site.name()));
            more(out, difference.sites().size(), "place");
        }
        if (!difference.pools().isEmpty()) {
            out.append('\n');
            heading(out, "Pools: wait in the queue p99 (before, after), blocked share of worker time (before, after)");
            difference.pools().stream().limit(ROWS).forEach(pool -> pool(out, pool));
            more(out, difference.pools().size(), "pool");
        }
        return out.toString();
    }

    private void heading(StringBuilder out, String text) {
        out.append(paper.tone(Paper.Tone.STRONG, text)).append('\n');
    }

    private void more(StringBuilder out, int size, String noun) {
        if (size > ROWS) {
            paper.put(out, "  ", "and " + DiagnoseText.count(size - ROWS, "more " + noun));
        }
    }

    private void finding(StringBuilder out, String sign, Finding finding) {
        paper.put(out, "  " + sign + " ", " ".repeat(10), line(finding));
    }

    private static String line(Finding finding) {
        return finding.severity().id() + " " + finding.rule() + ": " + Escape.cut(finding.title(), 1000)
                + (finding.open() ? "" : " (ended)");
    }

    private void changed(StringBuilder out, Difference.Changed change) {
        Finding before = change.before();
        Finding after = change.after();
        paper.put(out, "  " + paper.tone(Paper.Tone.DOUBTFUL, "changed") + " ", " ".repeat(10), line(after));
        paper.put(out, " ".repeat(10) + "was ", " ".repeat(14), line(before));
    }

    private static String rate(double msPerSecond) {
        return msPerSecond == 0 ? "-" : Words.millis(msPerSecond);
    }

    private void pool(StringBuilder out, Difference.Pool pool) {
        paper.put(
                out,
                String.format(
                        Locale.ROOT,
                        "  %9s %9s  %7s %7s  ",
                        p99(pool.before()),
                        p99(pool.after()),
                        share(pool.blockedBefore()),
                        share(pool.blockedAfter())),
                " ".repeat(41),
                Escape.name(pool.name()));
    }

    private static String p99(@Nullable Durations wait) {
        if (wait == null) {
            return "-";
        }
        Double p99 = wait.p99();
        if (p99 != null && Double.isFinite(p99)) {
            return Words.millis(p99);
        }
        return wait.below() == null ? "-" : "<" + Words.millis(wait.below());
    }

    private static String share(@Nullable Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", share * 100);
    }
}
