package io.poolscope.report.html;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Prediction;
import io.poolscope.report.Order;
import io.poolscope.report.text.Words;
import io.poolscope.report.text.WorthText;
import io.poolscope.snapshot.Durations;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.WaitSite;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pools, and the places that hold their workers. */
final class PoolTable {
    private PoolTable() {}

    static void write(Html html, Assessment seen) {
        html.element("h2", "Pools").open("div", "class", "scroll").open("table").raw("<thead><tr>");
        html.element("th", "pool", "scope", "col").element("th", "verdict", "scope", "col");
        for (String head : List.of(
                "workers",
                "max",
                "idle",
                "running",
                "blocked",
                "queued",
                "oldest",
                "wait p50",
                "wait p99",
                "run p50",
                "run p99",
                "done",
                "rejected")) {
            html.element("th", head, "scope", "col", "class", "n");
        }
        html.raw("</tr></thead><tbody>\n");
        List<PoolSnapshot> pools = Order.pools(seen);
        pools.forEach(pool -> row(html, pool, seen));
        html.raw("</tbody>").close("table").close("div");
        pools.forEach(pool -> detail(html, pool, seen));
    }

    private static void row(Html html, PoolSnapshot pool, Assessment seen) {
        PoolVerdict verdict = seen.verdicts().get(pool.id());
        String cause = verdict == null || verdict.cause() == null
                ? ""
                : " (" + verdict.cause().id() + ")";
        PoolSnapshot.Threads threads = pool.threads();
        String state = Order.state(seen, pool).id();
        html.raw("<tr>").element("td", pool.name(), "title", pool.type()).element("td", state + cause, "class", state);
        number(html, Integer.toString(threads.size()));
        number(html, threads.max() == null ? "none" : threads.max().toString());
        number(html, Integer.toString(threads.idle()));
        number(html, Integer.toString(threads.running()));
        number(html, Integer.toString(threads.blocked()));
        number(html, Integer.toString(pool.queue().depth()));
        number(
                html,
                pool.queue().headAgeMs() == null
                        ? "-"
                        : Words.millis(pool.queue().headAgeMs()));
        percentiles(html, pool.queue().waitMs());
        percentiles(html, pool.tasks().runMs());
        number(html, Long.toString(pool.tasks().completed()));
        number(
                html,
                pool.tasks().rejected() == null ? "-" : pool.tasks().rejected().toString());
        html.raw("</tr>\n");
    }

    private static void number(Html html, String text) {
        html.element("td", text, "class", "n");
    }

    private static void percentiles(Html html, @Nullable Durations durations) {
        number(html, durations == null ? "-" : figure(durations.p50(), durations.below()));
        number(html, durations == null ? "-" : figure(durations.p99(), durations.below()));
    }

    private static String figure(@Nullable Double value, @Nullable Double below) {
        return value != null && Double.isFinite(value)
                ? Words.millis(value)
                : below == null ? "-" : "< " + Words.millis(below);
    }

    private static void detail(Html html, PoolSnapshot pool, Assessment seen) {
        List<WaitSite> sites = Order.sites(seen.snapshot()).stream()
                .filter(site -> site.poolId().equals(pool.id()))
                .toList();
        if (sites.isEmpty()) {
            return;
        }
        html.open("section").element("h2", "Where workers of " + pool.name() + " wait");
        Timeline.write(html, pool);
        Prediction worth = Prediction.of(seen.snapshot(), pool);
        if (worth != null) {
            html.element("p", WorthText.pool(worth));
        }
        for (WaitSite site : sites) {
            html.raw("<details><summary>")
                    .text(String.format(Locale.ROOT, "%.0f %%", site.share() * 100))
                    .raw(" <code>")
                    .text(site.site().toString())
                    .raw("</code> ")
                    .text(site.kind().id() + ", " + Words.millis(site.blockedMs()) + " of worker time, open now "
                            + site.openWaits()
                            + (site.longestOpenMs() == null
                                    ? ""
                                    : ", the longest for " + Words.millis(site.longestOpenMs())))
                    .raw("</summary>\n");
            Prediction.At at = worth == null ? null : worth.at(site.rank());
            if (worth != null && at != null) {
                html.element("p", WorthText.site(at, worth) + "; " + WorthText.share(worth, at));
            }
            if (site.stack() != null) {
                html.raw("<pre>");
                site.stack().frames().forEach(frame -> html.text(frame).raw("\n"));
                html.close("pre");
            }
            html.close("details");
        }
        html.close("section");
    }
}
