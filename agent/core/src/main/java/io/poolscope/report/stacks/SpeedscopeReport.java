package io.poolscope.report.stacks;

import io.poolscope.finding.Assessment;
import io.poolscope.report.Escape;
import io.poolscope.report.Order;
import io.poolscope.report.json.JsonWriter;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.WaitSite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A profile for speedscope: one for each pool, milliseconds of worker time blocked in the window. */
public final class SpeedscopeReport {
    private static final String SCHEMA = "https://www.speedscope.app/file-format-schema.json";

    private final String version;

    /**
     * Makes documents.
     *
     * @param version version of poolscope
     */
    public SpeedscopeReport(String version) {
        this.version = version;
    }

    /** The document. */
    public String document(Assessment assessment) {
        List<WaitSite> sites = Order.sites(assessment.snapshot());
        Map<String, Integer> frames = new LinkedHashMap<>();
        sites.forEach(site -> Stacks.of(site).forEach(frame -> frames.putIfAbsent(frame, frames.size())));
        JsonWriter json = new JsonWriter(false)
                .object()
                .text("$schema", SCHEMA)
                .text("exporter", "poolscope " + version)
                .text("name", Escape.name(assessment.snapshot().jvm().main()));
        json.object("shared").array("frames");
        frames.keySet().forEach(frame -> json.object().text("name", frame).endObject());
        json.endArray().endObject().array("profiles");
        for (PoolSnapshot pool : Order.pools(assessment)) {
            List<WaitSite> own = sites.stream()
                    .filter(site -> site.poolId().equals(pool.id()) && site.blockedMs() > 0)
                    .toList();
            if (!own.isEmpty()) {
                profile(json, pool, own, frames);
            }
        }
        return json.endArray().endObject() + "\n";
    }

    private static void profile(JsonWriter json, PoolSnapshot pool, List<WaitSite> sites, Map<String, Integer> frames) {
        json.object()
                .text("type", "sampled")
                .text("name", Escape.name(pool.name()))
                .text("unit", "milliseconds")
                .number("startValue", 0.0)
                .number(
                        "endValue",
                        sites.stream().mapToDouble(WaitSite::blockedMs).sum())
                .array("samples");
        sites.forEach(site -> json.integers(Stacks.of(site).stream()
                .map(frame -> frames.getOrDefault(frame, 0))
                .toList()));
        json.endArray().array("weights");
        sites.forEach(site -> json.element(site.blockedMs()));
        json.endArray().endObject();
    }
}
