package io.poolscope.cli;

import io.poolscope.finding.Finding;
import io.poolscope.gate.Condition;
import io.poolscope.gate.State;
import io.poolscope.report.Escape;
import io.poolscope.report.json.JsonWriter;
import io.poolscope.snapshot.CodeLocation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Findings, and conditions that fail, as SARIF 2.1.0 (OASIS), for code scanning. */
final class Sarif {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    /** The rule under which a condition on figures fails. */
    private static final String GATE = "gate";

    private Sarif() {}

    /**
     * The log.
     *
     * @param version poolscope's
     * @param compared whether there was a baseline: results then say what is new
     */
    static String of(List<Checked> all, String version, boolean compared) {
        JsonWriter json = new JsonWriter(true).object().text("$schema", SCHEMA).text("version", "2.1.0");
        json.array("runs")
                .object()
                .object("tool")
                .object("driver")
                .text("name", "poolscope")
                .text("version", version);
        json.array("rules");
        TreeSet<String> rules = new TreeSet<>(List.of(GATE));
        all.forEach(each -> each.run().findings().forEach(finding -> rules.add(finding.rule())));
        rules.forEach(rule -> json.object().text("id", Escape.name(rule)).endObject());
        json.endArray().endObject().endObject().array("results");
        for (Checked each : all) {
            each.verdict().counted().forEach(finding -> finding(json, finding, compared ? "new" : null));
            each.verdict()
                    .aside()
                    .forEach(finding ->
                            finding(json, finding, compared && finding.suppressed() == null ? "unchanged" : null));
            each.verdict().results().forEach(result -> condition(json, result, each.file()));
        }
        return json.endArray().endObject().endArray().endObject() + "\n";
    }

    private static void finding(JsonWriter json, Finding finding, @org.jspecify.annotations.Nullable String state) {
        json.object()
                .text("ruleId", Escape.name(finding.rule()))
                .text(
                        "level",
                        switch (finding.severity()) {
                            case CRITICAL -> "error";
                            case WARNING -> "warning";
                            case INFO -> "note";
                        })
                .text("baselineState", state);
        message(json, finding.title() + ". " + finding.explanation() + " Fix: " + finding.fix());
        CodeLocation at = finding.site();
        if (at != null) {
            json.array("locations").object().object("physicalLocation");
            json.object("artifactLocation").text("uri", uri(SourcePath.of(at))).endObject();
            if (at.line() > 0) {
                json.object("region").integer("startLine", at.line()).endObject();
            }
            json.endObject().array("logicalLocations").object();
            json.text("fullyQualifiedName", Escape.className(at.className() + "." + at.method()))
                    .text("kind", "function")
                    .endObject()
                    .endArray()
                    .endObject()
                    .endArray();
        }
        json.object("partialFingerprints")
                .text("poolscope/v1", Escape.name(finding.id()))
                .endObject();
        if (finding.suppressed() != null) {
            json.array("suppressions")
                    .object()
                    .text("kind", "external")
                    .text("justification", Escape.line(finding.suppressed().entry()))
                    .endObject()
                    .endArray();
        }
        json.endObject();
    }

    private static void condition(JsonWriter json, Condition.Result result, String file) {
        if (result.state() != State.FAILS || result.condition().text().startsWith("findings")) {
            return;
        }
        json.object().text("ruleId", GATE).text("level", "error");
        message(
                json,
                String.format(
                        Locale.ROOT,
                        "%s does not hold in %s: %s",
                        result.condition().text(),
                        Escape.name(file),
                        String.join(
                                ", ",
                                result.readings().stream()
                                        .map(CheckText::reading)
                                        .toList())));
        json.endObject();
    }

    private static void message(JsonWriter json, String text) {
        json.object("message").text("text", Escape.line(text)).endObject();
    }

    private static String uri(String path) {
        try {
            return new URI(null, null, Escape.className(path), null).toASCIIString();
        } catch (URISyntaxException e) {
            return "unknown";
        }
    }
}
