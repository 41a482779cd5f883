package io.poolscope.agent;

import io.poolscope.finding.Assessment;
import io.poolscope.report.json.About;
import io.poolscope.report.json.JsonWriter;
import io.poolscope.snapshot.Coverage.ProbeStatus;
import io.poolscope.snapshot.JvmInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document that the command {@code status} shows. */
final class Status {
    private Status() {}

    /**
     * Writes it.
     *
     * @param thresholds by {@code rule.<id>.<name>}
     * @param newest the newest look; null before the first
     */
    static String json(
            JvmInfo jvm,
            List<Setting> settings,
            List<ProbeStatus> probes,
            Map<String, String> thresholds,
            @Nullable Assessment newest) {
        JsonWriter json = new JsonWriter(true).object().text("version", Version.current());
        About.jvm(json, jvm);
        json.integer("looks", newest == null ? 0 : newest.snapshot().look());
        json.array("settings");
        settings.forEach(setting -> json.object()
                .text("key", setting.key())
                .text("value", setting.value())
                .text("source", setting.source())
                .endObject());
        json.endArray();
        About.probes(json, probes);
        json.array("thresholds");
        thresholds.forEach((name, value) ->
                json.object().text("key", name).text("value", value).endObject());
        json.endArray();
        if (newest != null) {
            About.self(json, newest.snapshot().self());
            About.lost(json, newest.snapshot().coverage().lost());
        }
        return json.endObject() + "\n";
    }
}
