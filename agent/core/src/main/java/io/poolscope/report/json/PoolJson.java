package io.poolscope.report.json;

import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Prediction;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Durations;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One element of {@code pools}, and the parts that other elements share. */
final class PoolJson {
    private PoolJson() {}

    static void write(JsonWriter json, PoolSnapshot pool, PoolVerdict verdict, @Nullable Prediction whatIf) {
        json.object()
                .text("id", pool.id())
                .text("name", pool.name())
                .text("type", pool.type())
                .text("kind", pool.kind().id());
        location(json, "createdAt", pool.createdAt());
        if (pool.library()) {
            json.bool("library", true);
        }
        json.integer("instances", pool.instances())
                .text("verdict", verdict.state().id())
                .text("cause", verdict.cause() == null ? null : verdict.cause().id());
        threads(json, pool.threads());
        queue(json, pool.queue());
        tasks(json, pool.tasks());
        workerTime(json, pool.time());
        if (whatIf != null) {
            whatIf(json, whatIf);
        }
        json.array("history");
        pool.history()
                .forEach(point -> json.object()
                        .text("t", point.t())
                        .integer("size", point.size())
                        .integer("running", point.running())
                        .integer("blocked", point.blocked())
                        .integer("depth", point.depth())
                        .number("headAgeMs", point.headAgeMs())
                        .integer("completed", point.completed())
                        .endObject());
        json.endArray().endObject();
    }

    private static void whatIf(JsonWriter json, Prediction whatIf) {
        json.object("whatIf").number("ceilingNow", whatIf.ceilingNow());
        if (!whatIf.sites().isEmpty()) {
            Prediction.At top = whatIf.sites().get(0);
            json.number("ceilingWithoutTopSite", top.ceiling())
                    .integer("site", top.site().rank());
        }
        json.number("ceilingOverlapped", whatIf.ceilingOverlapped())
                .integer("workers", whatIf.workers())
                .integer("tasks", whatIf.tasks())
                .number("holdMs", whatIf.holdMs())
                .number("cpuMs", whatIf.cpuMs())
                .number("arrivalsPerSecond", whatIf.arrivalsPerSecond())
                .number("workersNeeded", whatIf.workersNeeded())
                .array("sites");
        whatIf.sites()
                .forEach(at -> json.object()
                        .integer("site", at.site().rank())
                        .share("cumulatedShare", at.share())
                        .number("waitMs", at.waitMs())
                        .number("ceilingWithout", at.ceiling())
                        .number("ceilingOverlapped", at.ceilingOverlapped())
                        .number("workersNeededWithout", at.workersNeeded())
                        .endObject());
        json.endArray().endObject();
    }

    private static void threads(JsonWriter json, PoolSnapshot.Threads threads) {
        json.object("threads")
                .integer("size", threads.size())
                .integer("core", threads.core())
                .integer("max", threads.max())
                .integer("configuredMax", threads.configuredMax())
                .bool("canGrow", threads.canGrow())
                .integer("idle", threads.idle())
                .integer("running", threads.running())
                .integer("blocked", threads.blocked())
                .object("blockedByKind");
        Map<BlockKind, Integer> byKind = new TreeMap<>(threads.blockedByKind());
        byKind.forEach((kind, count) -> json.integer(kind.id(), count));
        json.endObject().integer("peakBlocked", threads.peakBlocked()).endObject();
    }

    private static void queue(JsonWriter json, PoolSnapshot.Queue queue) {
        json.object("queue")
                .text("type", queue.type())
                .integer("depth", queue.depth())
                .integer("peakDepth", queue.peakDepth())
                .integer("capacity", queue.capacity())
                .number("headAgeMs", queue.headAgeMs())
                .text("headTask", queue.headTask());
        location(json, "headSubmittedAt", queue.headSubmittedAt());
        durations(json, "waitMs", queue.waitMs());
        json.endObject();
    }

    private static void tasks(JsonWriter json, PoolSnapshot.Tasks tasks) {
        json.object("tasks")
                .integer("submitted", tasks.submitted())
                .integer("completed", tasks.completed())
                .integer("rejected", tasks.rejected())
                .integer("failed", tasks.failed())
                .integer("cancelled", tasks.cancelled());
        durations(json, "runMs", tasks.runMs());
        json.endObject();
    }

    private static void workerTime(JsonWriter json, PoolSnapshot.WorkerTime time) {
        json.object("workerTime");
        double total = time.totalMs();
        if (total > 0) {
            json.share("idleShare", time.idleMs() / total)
                    .share("runningShare", time.runningMs() / total)
                    .share("blockedShare", time.blockedMs() / total)
                    .share("cpuShare", time.cpuMs() == null ? null : time.cpuMs() / total)
                    .number("idleMs", time.idleMs())
                    .number("runningMs", time.runningMs())
                    .number("blockedMs", time.blockedMs())
                    .number("cpuMs", time.cpuMs());
        }
        json.endObject();
    }

    static void durations(JsonWriter json, String key, @Nullable Durations durations) {
        if (durations != null) {
            json.object(key)
                    .integer("count", durations.count())
                    .number("mean", durations.mean())
                    .number("p50", durations.p50())
                    .number("p90", durations.p90())
                    .number("p99", durations.p99())
                    .number("p999", durations.p999())
                    .number("max", durations.max())
                    .bool("estimated", durations.estimated())
                    .number("belowMs", durations.below())
                    .endObject();
        }
    }

    static void location(JsonWriter json, String key, @Nullable CodeLocation location) {
        if (location != null) {
            json.object(key)
                    .text("class", location.className())
                    .text("method", location.method())
                    .text("file", location.file())
                    .integer("line", location.line() > 0 ? location.line() : null)
                    .endObject();
        }
    }
}
