package io.poolscope.cli;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Severity;
import io.poolscope.report.Escape;
import io.poolscope.report.Order;
import io.poolscope.report.text.FindingText;
import io.poolscope.report.text.Words;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a colleague would say after a look at a JVM: the verdict first, then each finding with what to do now and what to
 * change, then the pools with the places that hold their workers, then what could not be seen. Of a healthy JVM one line.
 */
final class DiagnoseText {
    /** Pools of which the places are told; the rest are counted. */
    private static final int POOLS = 8;

    private final Paper paper;
    private final ZoneId zone;
    private final FindingText texts;

    DiagnoseText(Paper paper, ZoneId zone) {
        this.paper = paper;
        this.zone = zone;
        this.texts = new FindingText(() -> zone);
    }

    /** Whether something critical is open that nobody has accepted. */
    static boolean critical(Assessment seen) {
        return open(seen).stream().anyMatch(finding -> finding.severity() == Severity.CRITICAL);
    }

    /** The text, with a line feed at its end. */
    String of(Assessment seen) {
        StringBuilder out = new StringBuilder();
        List<Finding> open = open(seen);
        boolean ill = seen.snapshot().pools().stream().anyMatch(pool -> ill(seen, pool));
        List<Finding> rest = Order.findings(seen).stream()
                .filter(f -> !f.open() || f.suppressed() != null)
                .toList();
        if (open.isEmpty() && !ill && rest.isEmpty()) {
            paper.put(out, "", "", verdict(seen, open, false) + NotSeen.brief(seen));
            return tint(out, seen.snapshot().pools().isEmpty() ? Paper.Tone.DOUBTFUL : Paper.Tone.GOOD);
        }
        paper.put(out, "", "", verdict(seen, open, ill));
        tint(
                out,
                critical(seen)
                        ? Paper.Tone.BAD
                        : open.isEmpty() && !ill && rest.stream().allMatch(f -> f.suppressed() != null)
                                ? Paper.Tone.GOOD
                                : Paper.Tone.DOUBTFUL);
        open.forEach(finding -> finding(out, finding, seen));
        pools(out, seen);
        rest.forEach(finding -> rest(out, finding, seen.snapshot()));
        NotSeen.list(paper, out, seen);
        return out.toString();
    }

    private static List<Finding> open(Assessment seen) {
        return Order.findings(seen).stream()
                .filter(finding -> finding.open() && finding.suppressed() == null)
                .toList();
    }

    private String tint(StringBuilder out, Paper.Tone tone) {
        String text = out.substring(0, out.length() - 1);
        out.setLength(0);
        return out.append(paper.tone(tone, text)).append('\n').toString();
    }

    private static String verdict(Assessment seen, List<Finding> open, boolean ill) {
        Snapshot snapshot = seen.snapshot();
        String looked = looked(snapshot);
        if (!open.isEmpty()) {
            Finding worst = open.get(0);
            int others = open.size() - 1;
            return worst.severity().id().toUpperCase(Locale.ROOT) + ": " + worst.title()
                    + (others == 0
                            ? "."
                            : others == 1 ? "; and 1 more finding." : "; and " + others + " more findings.");
        }
        if (snapshot.pools().isEmpty()) {
            return "Nothing to judge: no thread pool was seen (" + looked + ").";
        }
        Optional<Finding> gone = Order.findings(seen).stream()
                .filter(finding -> !finding.open()
                        && finding.suppressed() == null
                        && finding.severity() != Severity.INFO
                        && !finding.lastSeen().isBefore(snapshot.from()))
                .findFirst();
        if (gone.isPresent()) {
            return "Nothing at this moment, but a moment ago: " + gone.get().title() + " ("
                    + gone.get().rule() + ", " + gone.get().severity().id() + "; " + looked + "). Look longer.";
        }
        return ill
                ? "No finding, but not every pool is healthy (" + looked + ")."
                : "Healthy: no pool is stuck or waits too long (" + looked + ").";
    }

    private static String looked(Snapshot snapshot) {
        int workers = snapshot.pools().stream()
                .mapToInt(pool -> pool.threads().size())
                .sum();
        return "looked at " + count(snapshot.pools().size(), "pool") + ", " + count(workers, "worker") + ", "
                + count(snapshot.self().samples(), "sample") + ", "
                + Words.duration(Duration.between(snapshot.from(), snapshot.at()));
    }

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private void finding(StringBuilder out, Finding finding, Assessment seen) {
        List<String> block = texts.block(finding, seen.snapshot().at());
        out.append('\n');
        StringBuilder head = new StringBuilder();
        paper.put(head, "", "  ", block.get(0).replaceFirst("^poolscope ", ""));
        out.append(paper.tone(Paper.Tone.STRONG, head.substring(0, head.length() - 1)))
                .append('\n');
        // The body as in the log, but for the fix, which has a heading of its own here.
        for (String line : block.subList(1, block.size() - 1)) {
            String indent =
                    line.substring(0, line.length() - line.stripLeading().length());
            paper.put(out, indent, indent + "  ", line.strip());
        }
        if (!finding.chain().isEmpty()) {
            heading(out, "who waits for whom:");
            for (int i = 0; i < finding.chain().size(); i++) {
                paper.put(
                        out,
                        String.format(Locale.ROOT, "   %2d. ", i + 1),
                        "       ",
                        finding.chain().get(i));
            }
        }
        heading(out, "what to do now:");
        FirstAid.of(finding, seen).forEach(step -> paper.put(out, "    - ", "      ", step));
        heading(out, "what to change:");
        paper.put(out, "    - ", "      ", finding.fix());
        paper.put(out, "  ", "  ", "why: " + finding.explanation());
        paper.put(out, "  ", "  ", "id " + finding.id());
    }

    private void heading(StringBuilder out, String text) {
        out.append("  ").append(paper.tone(Paper.Tone.STRONG, text)).append('\n');
    }

    private static boolean ill(Assessment seen, PoolSnapshot pool) {
        PoolVerdict.State state = Order.state(seen, pool);
        return state != PoolVerdict.State.HEALTHY && state != PoolVerdict.State.UNKNOWN;
    }

    private void pools(StringBuilder out, Assessment seen) {
        List<PoolSnapshot> told = Order.pools(seen).stream()
                .filter(pool -> ill(seen, pool)
                        || pool.threads().blocked() > 0
                        || open(seen).stream().anyMatch(f -> pool.id().equals(f.poolId())))
                .toList();
        for (PoolSnapshot pool : told.subList(0, Math.min(POOLS, told.size()))) {
            out.append('\n');
            new PoolText(paper, zone).put(out, pool, seen);
        }
        int rest = seen.snapshot().pools().size() - Math.min(POOLS, told.size());
        if (rest > 0) {
            out.append('\n');
            paper.put(
                    out,
                    "",
                    "",
                    (told.isEmpty() ? DiagnoseText.count(rest, "pool") : DiagnoseText.count(rest, "other pool"))
                            + (rest == 1 ? " has" : " have") + " nothing to tell"
                            + (told.size() > POOLS ? " or are less ill." : "."));
        }
    }

    private void rest(StringBuilder out, Finding finding, Snapshot snapshot) {
        out.append('\n');
        String text = finding.suppressed() == null
                ? texts.closed(finding, snapshot.at()).replaceFirst("^poolscope CLOSED", "ended:")
                : "accepted: " + finding.rule() + " " + Escape.line(finding.title()) + " (allow="
                        + finding.suppressed().entry() + ")";
        paper.put(out, "", "  ", text);
    }
}
