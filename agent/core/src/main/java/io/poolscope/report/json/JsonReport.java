package io.poolscope.report.json;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Prediction;
import io.poolscope.report.Order;
import io.poolscope.snapshot.Coverage;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.SelfCost;
import io.poolscope.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;

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
        jvm(json, snapshot.jvm());
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
        self(json, snapshot.self());
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

    private static void jvm(JsonWriter json, JvmInfo jvm) {
        json.object("jvm")
                .integer("pid", jvm.pid())
                .text("main", jvm.main())
                .text("version", jvm.version())
                .text("vendor", jvm.vendor())
                .integer("cpus", jvm.cpus())
                .text("startedAt", jvm.startedAt())
                .text("started", jvm.attached() ? "attach" : "javaagent")
                .text("mode", jvm.loadTest() ? "load-test" : "production")
                .endObject();
    }

    private static void coverage(JsonWriter json, Assessment assessment) {
        Coverage coverage = assessment.snapshot().coverage();
        json.object("coverage").array("probes");
        coverage.probes()
                .forEach(probe -> json.object()
                        .text("name", probe.name())
                        .text("status", probe.status().id())
                        .text("reason", probe.reason())
                        .text("since", probe.since())
                        .endObject());
        json.endArray().array("rulesNotEvaluated");
        assessment
                .notEvaluated()
                .forEach(rule -> json.object()
                        .text("rule", rule.rule())
                        .text("reason", rule.reason())
                        .endObject());
        json.endArray().object("lost");
        new TreeMap<>(coverage.lost()).forEach(json::integer);
        json.endObject().endObject();
    }

    private static void self(JsonWriter json, SelfCost self) {
        json.object("self")
                .number("cpuMs", self.cpuMs())
                .share("cpuShareOfOneCore", self.cpuShareOfOneCore())
                .integer("samples", self.samples())
                .number("sampleIntervalMs", self.sampleIntervalMs())
                .number("totalCpuMs", self.totalCpuMs())
                .endObject();
    }
}
