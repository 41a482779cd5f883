package io.poolscope.report.read;

import io.poolscope.finding.PoolVerdict;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One element of {@code pools}. */
final class PoolReader {
    private PoolReader() {}

    static PoolVerdict verdict(Part part) throws UnreadableReportException {
        return new PoolVerdict(
                ReportReader.constant(PoolVerdict.State.values(), part, "verdict"),
                part.textOrNull("cause") == null
                        ? null
                        : ReportReader.constant(PoolVerdict.Cause.values(), part, "cause"));
    }

    /**
     * Reads one.
     *
     * @param windowMs length of the window
     */
    static PoolSnapshot pool(Part part, double windowMs) throws UnreadableReportException {
        PoolSnapshot.Threads threads = threads(part.part("threads"));
        PoolSnapshot.Queue queue = queue(part.part("queue"));
        Part workerTime = part.partOrNull("workerTime");
        PoolSnapshot.WorkerTime time = workerTime == null
                ? new PoolSnapshot.WorkerTime(0, 0, 0, Map.of(), null)
                : time(workerTime, threads.size() * windowMs);
        List<PoolSnapshot.Point> history = new ArrayList<>();
        for (Part point : part.parts("history")) {
            history.add(new PoolSnapshot.Point(
                    point.text("t", ""),
                    point.integer("size", 0),
                    point.integer("running", 0),
                    point.integer("blocked", 0),
                    point.integer("depth", 0),
                    point.numberOrNull("headAgeMs"),
                    point.whole("completed", 0)));
        }
        long completed = history.isEmpty() ? 0 : history.get(history.size() - 1).completed();
        return new PoolSnapshot(
                part.text("id"),
                part.text("name"),
                part.text("type"),
                kind(part.text("kind")),
                part.location("createdAt"),
                part.integer("instances", 1),
                part.bool("library", false),
                threads,
                queue,
                tasks(part.part("tasks")),
                time,
                // Of the last look alone the document tells nothing but what is so now.
                new PoolSnapshot.Look(
                        0, 0, threads.idle(), threads.idle(), threads.running(), threads.blocked(), completed, 0, null),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.copyOf(history),
                null);
    }

    private static PoolKind kind(String id) {
        for (PoolKind kind : PoolKind.values()) {
            if (kind.id().equals(id)) {
                return kind;
            }
        }
        return PoolKind.UNRECOGNISED;
    }

    private static PoolSnapshot.Threads threads(Part part) throws UnreadableReportException {
        Map<BlockKind, Integer> byKind = new EnumMap<>(BlockKind.class);
        Part kinds = part.partOrNull("blockedByKind");
        if (kinds != null) {
            for (String kind : kinds.keys()) {
                byKind.merge(SiteReader.kind(kind), kinds.integer(kind, 0), Integer::sum);
            }
        }
        int size = part.integer("size");
        int blocked = part.integer("blocked");
        Integer max = part.integerOrNull("max");
        return new PoolSnapshot.Threads(
                size,
                part.integerOrNull("core"),
                max,
                part.integerOrNull("configuredMax"),
                part.bool("canGrow", max == null || size < max),
                part.integer("idle"),
                part.integer("running"),
                blocked,
                byKind,
                part.integer("peakBlocked", blocked));
    }

    private static PoolSnapshot.Queue queue(Part part) throws UnreadableReportException {
        int depth = part.integer("depth");
        Integer capacity = part.integerOrNull("capacity");
        return new PoolSnapshot.Queue(
                part.textOrNull("type"),
                depth,
                part.integer("peakDepth", depth),
                capacity,
                capacity == null,
                part.numberOrNull("headAgeMs"),
                part.textOrNull("headTask"),
                part.location("headSubmittedAt"),
                part.durations("waitMs"));
    }

    private static PoolSnapshot.Tasks tasks(Part part) throws UnreadableReportException {
        return new PoolSnapshot.Tasks(
                part.whole("submitted", 0),
                part.whole("completed", 0),
                part.wholeOrNull("rejected"),
                part.wholeOrNull("failed"),
                part.wholeOrNull("cancelled"),
                part.durations("runMs"));
    }

    /** From the sums; in a document without them from the shares, of as many workers as there are now. */
    private static PoolSnapshot.WorkerTime time(Part part, double totalMs) throws UnreadableReportException {
        if (part.numberOrNull("idleMs") != null) {
            return new PoolSnapshot.WorkerTime(
                    part.number("idleMs"),
                    part.number("runningMs", 0),
                    part.number("blockedMs", 0),
                    Map.of(),
                    part.numberOrNull("cpuMs"));
        }
        Double cpu = part.numberOrNull("cpuShare");
        return new PoolSnapshot.WorkerTime(
                part.number("idleShare", 0) * totalMs,
                part.number("runningShare", 0) * totalMs,
                part.number("blockedShare", 0) * totalMs,
                Map.of(),
                cpu == null ? null : Double.valueOf(cpu * totalMs));
    }
}
