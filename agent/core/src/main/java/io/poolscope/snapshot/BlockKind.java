package io.poolscope.snapshot;

/** What a worker waits for, as the report names it. */
public enum BlockKind {
    FUTURE("future"),
    OBJECT_WAIT("object-wait"),
    MONITOR("monitor"),
    LOCK("lock"),
    LATCH("latch"),
    SEMAPHORE("semaphore"),
    BARRIER("barrier"),
    CONDITION("condition"),
    QUEUE("queue"),
    PARK("park"),
    SLEEP("sleep"),
    THREAD_JOIN("thread-join"),
    SOCKET("socket"),
    FILE("file"),
    PROCESS("process"),
    CONNECTION_POOL("connection-pool"),
    CLASS_INIT("class-init"),
    PINNED("pinned"),
    OTHER("other");

    private final String id;

    BlockKind(String id) {
        this.id = id;
    }

    /** The name in reports and meters. */
    public String id() {
        return id;
    }
}
