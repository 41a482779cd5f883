package io.poolscope.snapshot;

/** The family of a pool, as the report names it. */
public enum PoolKind {
    THREAD_POOL("thread-pool"),
    SCHEDULED("scheduled"),
    FORK_JOIN("fork-join"),
    EVENT_LOOP("event-loop"),
    VIRTUAL_SCHEDULER("virtual-scheduler"),
    UNRECOGNISED("unrecognised");

    private final String id;

    PoolKind(String id) {
        this.id = id;
    }

    /** The name in reports and meters. */
    public String id() {
        return id;
    }
}
