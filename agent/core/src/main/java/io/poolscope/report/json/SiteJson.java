package io.poolscope.report.json;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.WaitSite;

/** One element of {@code sites}. */
final class SiteJson {
    private SiteJson() {}

    static void write(JsonWriter json, WaitSite site) {
        json.object()
                .integer("rank", site.rank())
                .text("pool", site.pool())
                .text("poolId", site.poolId())
                .text("kind", site.kind().id());
        PoolJson.location(json, "site", site.site());
        json.text("call", site.call());
        Awaits awaits = site.awaits();
        if (awaits != null) {
            json.object("awaits")
                    .text("type", awaits.type())
                    .text("task", awaits.task())
                    .text("runsIn", awaits.runsIn())
                    .text("state", awaits.state().id())
                    .text("owner", awaits.owner())
                    .integer("place", awaits.place());
            PoolJson.location(json, "submittedAt", awaits.submittedAt());
            json.endObject();
        }
        json.bool("async", site.async())
                .integer("waits", site.waits())
                .bool("waitsEstimated", site.waitsEstimated())
                .integer("openWaits", site.openWaits())
                .number("longestOpenMs", site.longestOpenMs())
                .number("blockedMs", site.blockedMs())
                .number("compensatedMs", site.compensatedMs())
                .share("share", Double.isFinite(site.share()) ? site.share() : 0);
        PoolJson.durations(json, "durationMs", site.durationMs());
        json.texts("locksHeld", site.locksHeld());
        if (site.stack() != null) {
            json.texts("stack", site.stack().frames())
                    .text("stackId", site.stack().id());
        }
        json.endObject();
    }
}
