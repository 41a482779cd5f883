package io.poolscope.cli;

import io.poolscope.finding.Finding;
import io.poolscope.gate.Condition;
import io.poolscope.gate.State;
import io.poolscope.report.json.JsonWriter;
import java.util.List;
import java.util.Locale;

/** The outcome of {@code check} as JSON. */
final class CheckJson {
    private CheckJson() {}

    static String of(List<Checked> all) {
        JsonWriter json = new JsonWriter(true).object().text("state", id(Checked.state(all)));
        json.array("reports");
        for (Checked each : all) {
            json.object()
                    .text("file", each.file())
                    .text("state", id(each.verdict().state()))
                    .text("tooLittle", each.verdict().tooLittle())
                    .array("conditions");
            for (Condition.Result result : each.verdict().results()) {
                json.object()
                        .text("condition", result.condition().text())
                        .text("state", id(result.state()))
                        .array("values");
                result.readings()
                        .forEach(reading -> json.object()
                                .text("pool", reading.pool())
                                .text("value", reading.value())
                                .text("state", id(reading.state()))
                                .endObject());
                json.endArray().endObject();
            }
            json.endArray();
            findings(json, "counted", each.verdict().counted());
            findings(json, "aside", each.verdict().aside());
            json.endObject();
        }
        return json.endArray().endObject() + "\n";
    }

    private static void findings(JsonWriter json, String key, List<Finding> findings) {
        json.array(key);
        findings.forEach(finding -> json.object()
                .text("id", finding.id())
                .text("rule", finding.rule())
                .text("severity", finding.severity().id())
                .text("pool", finding.pool())
                .text("title", finding.title())
                .bool("open", finding.open())
                .endObject());
        json.endArray();
    }

    private static String id(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
