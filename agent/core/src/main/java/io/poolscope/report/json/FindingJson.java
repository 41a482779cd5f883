package io.poolscope.report.json;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Suppression;

/** One element of {@code findings}; also what a log line in JSON carries. */
public final class FindingJson {
    private FindingJson() {}

    /** Writes a finding as an element of an array. */
    static void write(JsonWriter json, Finding finding) {
        members(json.object(), finding).endObject();
    }

    /** Writes a finding as the member {@code finding}. */
    public static void member(JsonWriter json, Finding finding) {
        members(json.object("finding"), finding).endObject();
    }

    private static JsonWriter members(JsonWriter json, Finding finding) {
        json.text("id", finding.id())
                .text("rule", finding.rule())
                .text("severity", finding.severity().id())
                .text("pool", finding.pool())
                .text("poolId", finding.poolId());
        PoolJson.location(json, "site", finding.site());
        json.text("title", finding.title())
                .texts("details", finding.details())
                .text("explanation", finding.explanation())
                .text("fix", finding.fix())
                .bool("proved", finding.proved())
                .any("evidence", finding.evidence());
        if (!finding.chain().isEmpty()) {
            json.texts("chain", finding.chain());
        }
        if (finding.stack() != null) {
            json.texts("stack", finding.stack().frames());
        }
        json.integers("sites", finding.sites())
                .text("firstSeen", JsonReport.time(finding.firstSeen()))
                .bool("beganBefore", finding.beganBefore())
                .text("lastSeen", JsonReport.time(finding.lastSeen()))
                .integer("count", finding.count())
                .bool("open", finding.open());
        Suppression suppressed = finding.suppressed();
        if (suppressed != null) {
            json.object("suppressed")
                    .text("entry", suppressed.entry())
                    .text("reason", suppressed.reason())
                    .text("until", suppressed.until())
                    .endObject();
        }
        return json;
    }
}
