package io.poolscope.cli;

import io.poolscope.finding.Finding;
import io.poolscope.report.json.FindingJson;
import io.poolscope.report.json.JsonWriter;
import io.poolscope.snapshot.Durations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two reports side by side, as JSON. */
final class DiffJson {
    private DiffJson() {}

    static String of(Difference difference) {
        JsonWriter json = new JsonWriter(true).object();
        findings(json, "gone", difference.gone());
        findings(json, "new", difference.fresh());
        json.array("changed");
        difference.changed().forEach(change -> {
            json.object()
                    .text("was", change.before().severity().id())
                    .text("wasTitle", change.before().title());
            json.bool("wasOpen", change.before().open());
            FindingJson.member(json, change.after());
            json.endObject();
        });
        json.endArray().integer("unchanged", difference.same()).array("sites");
        difference
                .sites()
                .forEach(site -> json.object()
                        .text("site", site.name())
                        .number("blockedMsPerSecondBefore", site.before())
                        .number("blockedMsPerSecondAfter", site.after())
                        .endObject());
        json.endArray().array("pools");
        difference
                .pools()
                .forEach(pool -> json.object()
                        .text("pool", pool.name())
                        .number("waitP99MsBefore", p99(pool.before()))
                        .number("waitP99MsAfter", p99(pool.after()))
                        .share("blockedShareBefore", pool.blockedBefore())
                        .share("blockedShareAfter", pool.blockedAfter())
                        .endObject());
        return json.endArray().endObject() + "\n";
    }

    private static void findings(JsonWriter json, String key, List<Finding> findings) {
        json.array(key);
        for (Finding finding : findings) {
            json.object();
            FindingJson.member(json, finding);
            json.endObject();
        }
        json.endArray();
    }

    private static @Nullable Double p99(@Nullable Durations durations) {
        return durations == null ? null : durations.p99();
    }
}
