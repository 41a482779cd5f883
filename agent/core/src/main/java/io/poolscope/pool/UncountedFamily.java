package io.poolscope.pool;

import io.poolscope.snapshot.PoolKind;
import org.jspecify.annotations.Nullable;

/**
 * What families have in common that keep no count of the tasks that a worker ran, and that are known by their threads
 * alone. Two tasks that follow each other without a sample between them that sees the worker idle look like one.
 */
abstract class UncountedFamily implements PoolFamily {
    /**
     * A worker whose family keeps no object for it.
     *
     * @param thread the worker
     * @param executor the pool that it works for
     */
    record Seat(Thread thread, Object executor) {}

    @Override
    public @Nullable Object executorOf(Object seat) {
        return seat instanceof Seat its ? its.executor : seat;
    }

    @Override
    public boolean owns(Object executor) {
        return false;
    }

    @Override
    public PoolKind kind(Object executor) {
        return PoolKind.THREAD_POOL;
    }

    @Override
    public boolean countsTasks() {
        return false;
    }

    @Override
    public long completed(Object seat, boolean inTask) {
        return 0;
    }

    @Override
    public long taskNumber(Object seat) {
        return 0;
    }

    @Override
    public long retired(Object executor) {
        return 0;
    }

    @Override
    public int size(Object executor) {
        return -1;
    }

    @Override
    public @Nullable Object queue(Object executor) {
        return null;
    }

    @Override
    public @Nullable String queueType(Object executor) {
        Object queue = queue(executor);
        // An executor that keeps its tasks itself has no queue of a type of its own.
        return queue == null || queue == executor ? null : queue.getClass().getName();
    }

    @Override
    public @Nullable QueueReader queueReader(Object executor) {
        return null;
    }
}
