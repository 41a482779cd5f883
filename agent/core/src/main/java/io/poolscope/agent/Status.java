package io.poolscope.agent;

import io.poolscope.finding.Assessment;
import io.poolscope.report.json.JsonWriter;
import io.poolscope.snapshot.Coverage.ProbeStatus;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.SelfCost;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        json.integer("looks", newest == null ? 0 : newest.snapshot().look());
        json.array("settings");
        settings.forEach(setting -> json.object()
                .text("key", setting.key())
                .text("value", setting.value())
                .text("source", setting.source())
                .endObject());
        json.endArray().array("probes");
        probes.forEach(probe -> json.object()
                .text("name", probe.name())
                .text("status", probe.status().id())
                .text("reason", probe.reason())
                .text("since", probe.since())
                .endObject());
        json.endArray().array("thresholds");
        thresholds.forEach((name, value) ->
                json.object().text("key", name).text("value", value).endObject());
        json.endArray();
        if (newest != null) {
            SelfCost self = newest.snapshot().self();
            json.object("self")
                    .number("cpuMs", self.cpuMs())
                    .share("cpuShareOfOneCore", self.cpuShareOfOneCore())
                    .integer("samples", self.samples())
                    .number("sampleIntervalMs", self.sampleIntervalMs())
                    .number("totalCpuMs", self.totalCpuMs())
                    .endObject();
            json.object("lost");
            new TreeMap<>(newest.snapshot().coverage().lost()).forEach(json::integer);
            json.endObject();
        }
        return json.endObject() + "\n";
    }
}
