package io.poolscope.cli.top;

import io.poolscope.finding.Assessment;
import io.poolscope.report.Order;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.WaitSite;
import java.util.ArrayList;
import java.util.List;

/** Where the workers of one pool wait, most worker time first. */
final class Sites {
    /** From here on a place is written as in a stack trace. Columns. */
    private static final int WIDE = 110;

    private Sites() {}

    static List<WaitSite> of(Assessment assessment, PoolSnapshot pool) {
        return Order.sites(assessment.snapshot()).stream()
                .filter(site -> site.poolId().equals(pool.id()))
                .toList();
    }

    /**
     * A heading and a line for each.
     *
     * @param most rows, the heading included
     */
    static List<Line> lines(Assessment assessment, PoolSnapshot pool, int width, int most, Style style) {
        List<WaitSite> sites = of(assessment, pool);
        List<Line> lines = new ArrayList<>();
        String heading = sites.isEmpty()
                ? "No task of " + pool.name() + " was seen waiting"
                : "SHARE  OPEN  LONGEST  " + Text.left("WAITS IN " + pool.name() + " FOR", 0);
        lines.add(Line.of(style, Role.STRONG, heading));
        for (WaitSite site : sites.subList(0, Math.max(0, Math.min(sites.size(), most - 1)))) {
            lines.add(line(site, width, style));
        }
        if (lines.size() - 1 < sites.size()) {
            int last = lines.size() - 1;
            int hidden = sites.size() - last + 1;
            if (last > 0 && hidden > 1) {
                lines.set(last, Line.of(style, Role.FAINT, "       and " + hidden + " more places: Enter"));
            }
        }
        return lines;
    }

    private static Line line(WaitSite site, int width, Style style) {
        Line line = new Line(style)
                .add(Role.STRONG, Text.right(Figures.percent(site.share()), 5))
                .add(Role.PLAIN, "  " + Text.right(Figures.count(site.openWaits()), 4))
                .add(Role.PLAIN, "  " + Text.right(Figures.time(site.longestOpenMs()), 7))
                .add(Role.PLAIN, "  " + site.kind().id() + " at ")
                .add(
                        Role.STRONG,
                        width >= WIDE ? site.site().toString() : site.site().brief());
        Awaits awaits = site.awaits();
        return awaits == null ? line : line.add(Role.FAINT, ", " + who(awaits));
    }

    /** Who must end the wait, as far as it is known. */
    static String who(Awaits awaits) {
        String what = awaits.task() == null ? awaits.type() : awaits.task();
        return "for " + what.substring(what.lastIndexOf('.') + 1)
                + (awaits.state() == Awaits.State.UNKNOWN
                        ? ""
                        : " " + awaits.state().id())
                + (awaits.owner() == null ? "" : " by " + awaits.owner())
                + (awaits.runsIn() == null ? "" : " in " + awaits.runsIn());
    }
}
