package io.poolscope.report.json;

import io.poolscope.snapshot.Coverage.ProbeStatus;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.SelfCost;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parts in which every document says about whom it is, what it could see, and what it cost. */
public final class About {
    private About() {}

    /** Which JVM. */
    public static void jvm(JsonWriter json, JvmInfo jvm) {
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

    /** Which probes are there, in what state. */
    public static void probes(JsonWriter json, List<ProbeStatus> probes) {
        json.array("probes");
        probes.forEach(probe -> json.object()
                .text("name", probe.name())
                .text("status", probe.status().id())
                .text("reason", probe.reason())
                .text("since", probe.since())
                .endObject());
        json.endArray();
    }

    /** What was dropped, by cause. */
    public static void lost(JsonWriter json, Map<String, Long> lost) {
        json.object("lost");
        new TreeMap<>(lost).forEach(json::integer);
        json.endObject();
    }

    /** What poolscope itself used. */
    public static void self(JsonWriter json, SelfCost self) {
        json.object("self")
                .number("cpuMs", self.cpuMs())
                .share("cpuShareOfOneCore", self.cpuShareOfOneCore())
                .integer("samples", self.samples())
                .number("sampleIntervalMs", self.sampleIntervalMs())
                .number("totalCpuMs", self.totalCpuMs())
                .endObject();
    }
}
