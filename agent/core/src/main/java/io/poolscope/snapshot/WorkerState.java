package io.poolscope.snapshot;

/** What a worker does: waits for a task, works, or waits inside one. */
public enum WorkerState {
    IDLE,
    RUNNING,
    BLOCKED
}
