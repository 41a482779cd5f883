package io.poolscope.tests.harness;

import com.fasterxml.jackson.databind.JsonNode;

/** What tests say about a pool's row. */
public final class PoolAssert {

    private final ReportAssert report;
    private final String name;
    private final JsonNode row;

    PoolAssert(ReportAssert report, String name, JsonNode row) {
        this.report = report;
        this.name = name;
        this.row = row;
    }

    /** Its kind, {@code thread-pool}. */
    public PoolAssert isOfKind(String kind) {
        return equal("kind", row.path("kind").asText(), kind);
    }

    /** Its binary class name. */
    public PoolAssert isOfType(String type) {
        return equal("type", row.path("type").asText(), type);
    }

    /** Its verdict, {@code starved}. */
    public PoolAssert hasVerdict(String verdict) {
        return equal("verdict", row.path("verdict").asText(), verdict);
    }

    /** The cause of its verdict. */
    public PoolAssert hasCause(String cause) {
        return equal("cause", row.path("cause").asText(), cause);
    }

    /** Its effective limit. */
    public PoolAssert hasMax(int max) {
        return equal("threads.max", row.at("/threads/max").asText("absent"), Integer.toString(max));
    }

    /** It can grow without limit, and says so by saying nothing. */
    public PoolAssert hasNoMax() {
        return equal("threads.max", row.at("/threads/max").asText("absent"), "absent");
    }

    /** Its size. */
    public PoolAssert hasSize(int size) {
        return equal("threads.size", row.at("/threads/size").asText(), Integer.toString(size));
    }

    /** Its configured limit, where that is not the effective one. */
    public PoolAssert hasConfiguredMax(int max) {
        return equal("threads.configuredMax", row.at("/threads/configuredMax").asText("absent"), Integer.toString(max));
    }

    /** Limit of its queue. */
    public PoolAssert hasQueueCapacity(int capacity) {
        return equal("queue.capacity", row.at("/queue/capacity").asText("absent"), Integer.toString(capacity));
    }

    /** So many workers wait for a thing of this kind, now. */
    public PoolAssert hasBlocked(String kind, int n) {
        return equal(
                "threads.blockedByKind." + kind,
                row.at("/threads/blockedByKind").path(kind).asInt(),
                n);
    }

    /** So many workers wait inside tasks, now. */
    public PoolAssert hasBlocked(int n) {
        return equal("threads.blocked", row.at("/threads/blocked").asInt(), n);
    }

    /** So many workers wait for tasks, now. */
    public PoolAssert hasIdle(int n) {
        return equal("threads.idle", row.at("/threads/idle").asInt(), n);
    }

    /** At no moment did a worker wait inside a task. */
    public PoolAssert wasNeverBlocked() {
        return equal("threads.peakBlocked", row.at("/threads/peakBlocked").asInt(), 0);
    }

    /** Where it was created. */
    public PoolAssert wasCreatedAt(Mark mark) {
        if (!mark.is(row.path("createdAt"))) {
            report.fail("pool " + name + ": created at " + row.path("createdAt") + ", not " + mark);
        }
        return this;
    }

    /** The row, for what has no word here. */
    public JsonNode row() {
        return row;
    }

    /** Back to the report. */
    public ReportAssert and() {
        return report;
    }

    private PoolAssert equal(String what, Object is, Object should) {
        if (!is.equals(should)) {
            report.fail("pool " + name + ": " + what + " is " + is + ", not " + should);
        }
        return this;
    }
}
