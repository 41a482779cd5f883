package io.poolscope.report.text;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Prediction;
import io.poolscope.report.Escape;
import io.poolscope.report.Order;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The report for people: findings first, then pools and places, then what could not be seen. */
public final class TextReport {
    /** Rows of pools and of sites: more are not read; the JSON report has them all. */
    private static final int ROWS = 20;
    /** Places of one pool of which is told what freeing them is worth. */
    private static final int WORTH = 5;

    private final String version;
    private final Supplier<ZoneId> zone;
    private final FindingText findings;

    /**
     * Makes texts.
     *
     * @param version version of poolscope
     * @param zone time zone of the reader
     */
    public TextReport(String version, Supplier<ZoneId> zone) {
        this.version = version;
        this.zone = zone;
        this.findings = new FindingText(zone);
    }

    /** The text, with a line feed at its end. */
    public String document(Assessment assessment) {
        Snapshot snapshot = assessment.snapshot();
        StringBuilder out = new StringBuilder();
        head(out, snapshot);
        findings(out, assessment);
        pools(out, assessment);
        sites(out, snapshot);
        worth(out, assessment);
        coverage(out, assessment);
        return out.toString();
    }

    private void head(StringBuilder out, Snapshot snapshot) {
        JvmInfo jvm = snapshot.jvm();
        Duration window = Duration.between(snapshot.from(), snapshot.at());
        line(out, "poolscope " + version + ", " + jvm.main() + ", pid " + jvm.pid() + ", Java " + jvm.version());
        line(
                out,
                Words.time(snapshot.at(), Instant.EPOCH, zone.get()) + ", the last " + Words.duration(window) + "; "
                        + snapshot.self().samples() + " samples; poolscope itself used "
                        + Words.millis(snapshot.self().cpuMs()) + " CPU");
    }

    private void findings(StringBuilder out, Assessment assessment) {
        List<Finding> all = Order.findings(assessment);
        Instant at = assessment.snapshot().at();
        line(out, "");
        if (all.isEmpty()) {
            line(out, "No findings.");
        }
        for (Finding finding : all) {
            if (finding.open()) {
                findings.block(finding, at).forEach(text -> line(out, text));
                line(out, "  id " + finding.id());
            } else {
                line(out, findings.closed(finding, at));
            }
        }
    }

    private static void pools(StringBuilder out, Assessment assessment) {
        List<PoolSnapshot> pools = Order.pools(assessment);
        line(out, "");
        line(
                out,
                String.format(
                        Locale.ROOT,
                        "%-30s %-10s %6s %6s %6s %7s %7s %9s %9s",
                        "POOL",
                        "VERDICT",
                        "SIZE",
                        "IDLE",
                        "RUN",
                        "BLOCKED",
                        "QUEUED",
                        "OLDEST",
                        "DONE"));
        for (PoolSnapshot pool : pools.subList(0, Math.min(ROWS, pools.size()))) {
            PoolVerdict.State state = Order.state(assessment, pool);
            Double age = pool.queue().headAgeMs();
            line(
                    out,
                    String.format(
                            Locale.ROOT,
                            "%-30s %-10s %6d %6d %6d %7d %7d %9s %9d",
                            Escape.cut(pool.name(), 30),
                            state.id(),
                            pool.threads().size(),
                            pool.threads().idle(),
                            pool.threads().running(),
                            pool.threads().blocked(),
                            pool.queue().depth(),
                            age == null ? "-" : Words.millis(age),
                            pool.tasks().completed()));
        }
        more(out, pools.size(), "pools");
    }

    private static void sites(StringBuilder out, Snapshot snapshot) {
        List<WaitSite> sites = Order.sites(snapshot);
        if (!sites.isEmpty()) {
            line(out, "");
            line(out, "Where workers wait:");
        }
        for (WaitSite site : sites.subList(0, Math.min(ROWS, sites.size()))) {
            line(
                    out,
                    String.format(
                            Locale.ROOT,
                            "%3d. %-9s %3.0f %% of %s: %s at %s, open now %d",
                            site.rank(),
                            Words.millis(site.blockedMs()),
                            site.share() * 100,
                            Escape.name(site.pool()),
                            site.kind().id(),
                            Escape.className(site.site().toString()),
                            site.openWaits()));
        }
        more(out, sites.size(), "places");
    }

    private static void worth(StringBuilder out, Assessment assessment) {
        int rows = 0;
        for (PoolSnapshot pool : Order.pools(assessment)) {
            Prediction worth = Prediction.of(assessment.snapshot(), pool);
            if (worth == null || worth.sites().isEmpty()) {
                continue;
            }
            if (rows == 0) {
                line(out, "");
                line(
                        out,
                        "What freeing a place is worth (means over the window; docs/prediction.md says what is assumed):");
            }
            if (rows++ == ROWS) {
                return;
            }
            line(out, Escape.name(pool.name()) + ": " + WorthText.pool(worth));
            for (Prediction.At at :
                    worth.sites().subList(0, Math.min(WORTH, worth.sites().size()))) {
                line(
                        out,
                        String.format(Locale.ROOT, "%3d. %s; ", at.site().rank(), WorthText.site(at, worth))
                                + WorthText.share(worth, at));
            }
        }
    }

    private static void coverage(StringBuilder out, Assessment assessment) {
        Map<String, Long> lost = new TreeMap<>(assessment.snapshot().coverage().lost());
        lost.values().removeIf(count -> count == 0);
        if (!lost.isEmpty() || !assessment.notEvaluated().isEmpty()) {
            line(out, "");
        }
        if (!lost.isEmpty()) {
            line(out, "Not seen: " + lost);
        }
        assessment.notEvaluated().forEach(rule -> line(out, "Not judged: " + rule.rule() + ", " + rule.reason()));
    }

    private static void more(StringBuilder out, int size, String what) {
        if (size > ROWS) {
            line(out, "and " + (size - ROWS) + " more " + what);
        }
    }

    private static void line(StringBuilder out, String text) {
        out.append(Escape.line(text)).append('\n');
    }
}
