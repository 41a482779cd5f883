package io.poolscope.report.stacks;

import io.poolscope.finding.Assessment;
import io.poolscope.report.Escape;
import io.poolscope.report.Order;
import io.poolscope.snapshot.WaitSite;

/**
 * Collapsed stacks, as flamegraph.pl (Gregg) reads them: {@code frame;frame;frame N}, one place a line. The first frame
 * is the pool, N is milliseconds of worker time blocked in the window.
 */
public final class CollapsedReport {
    private CollapsedReport() {}

    /** The text; empty where no worker was blocked. */
    public static String document(Assessment assessment) {
        StringBuilder out = new StringBuilder();
        for (WaitSite site : Order.sites(assessment.snapshot())) {
            long millis = Math.round(site.blockedMs());
            if (millis > 0) {
                out.append(frame(Escape.name(site.pool())));
                Stacks.of(site).forEach(frame -> out.append(';').append(frame(frame)));
                out.append(' ').append(millis).append('\n');
            }
        }
        return out.toString();
    }

    /** Without what separates frames and numbers. */
    private static String frame(String frame) {
        return frame.replace(';', ':').replaceAll("\\s", "_");
    }
}
