package io.poolscope.report.json;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Prediction;
import io.poolscope.report.Order;
import io.poolscope.snapshot.Coverage;
import io.poolscope.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The document {@code poolscope/report/1} of {@code docs/report.schema.json}. */
public final class JsonReport {
    /** The format's name and version. */
    public static final String SCHEMA = "poolscope/report/1";

    private final String version;

    /**
     * Makes documents.
     *
     * @param version version of poolscope
     */
    public JsonReport(String version) {
        this.version = version;
    }

    /** The document, indented, with a line feed at its end. */
    public String document(Assessment assessment) {
        Snapshot snapshot = assessment.snapshot();
        JsonWriter json = new JsonWriter(true).object().text("schema", SCHEMA);
        json.object("tool").text("name", "poolscope").text("version", version).endObject();
        About.jvm(json, snapshot.jvm());
        json.object("window")
                .text("from", time(snapshot.from()))
                .text("to", time(snapshot.at()))
                .number(
                        "durationMs",
                        Duration.between(snapshot.from(), snapshot.at()).toNanos() / 1e6)
                .number("pausedMs", snapshot.pausedMs())
                .number("longestPauseMs", snapshot.longestPauseMs())
                .endObject();
        coverage(json, assessment);
        About.self(json, snapshot.self());
        json.array("pools");
        Order.pools(assessment)
                .forEach(pool -> PoolJson.write(
                        json,
                        pool,
                        assessment.verdicts().getOrDefault(pool.id(), UNKNOWN),
                        Prediction.of(snapshot, pool)));
        json.endArray().array("sites");
        Order.sites(snapshot).forEach(site -> SiteJson.write(json, site));
        json.endArray().array("findings");
        Order.findings(assessment).forEach(finding -> FindingJson.write(json, finding));
        return json.endArray().endObject() + "\n";
    }

    private static final PoolVerdict UNKNOWN = new PoolVerdict(PoolVerdict.State.UNKNOWN, null);

    /** ISO-8601 UTC, milliseconds. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static void coverage(JsonWriter json, Assessment assessment) {
        Coverage coverage = assessment.snapshot().coverage();
        json.object("coverage");
        About.probes(json, coverage.probes());
        json.array("rulesNotEvaluated");
        assessment
                .notEvaluated()
                .forEach(rule -> json.object()
                        .text("rule", rule.rule())
                        .text("reason", rule.reason())
                        .endObject());
        json.endArray();
        About.lost(json, coverage.lost());
        json.endObject();
    }
}
