package io.poolscope.pool;

import io.poolscope.snapshot.PoolKind;
import org.jspecify.annotations.Nullable;

/**
 * What loops have in common: each is an executor of its own, with one worker, which nothing replaces, and a queue that
 * no other worker serves. The loops of a group fold into one row by name. The seat is the loop itself.
 */
abstract class LoopFamily implements PoolFamily {
    private static final Limits ONE = new Limits(null, 1, 1);

    @Override
    public Object executorOf(Object seat) {
        return seat;
    }

    /** Known by its thread alone. */
    @Override
    public boolean owns(Object executor) {
        return false;
    }

    @Override
    public PoolKind kind(Object executor) {
        return PoolKind.EVENT_LOOP;
    }

    @Override
    public long completed(Object seat, boolean inTask) {
        return 0;
    }

    @Override
    public long taskNumber(Object seat) {
        return completed(seat, false);
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
    public Limits limits(Object executor) {
        return ONE;
    }

    @Override
    public boolean canGrow(Object executor) {
        return false;
    }

    /** Asked only when its thread is gone. */
    @Override
    public boolean terminated(Object executor) {
        return true;
    }

    @Override
    public @Nullable Object queue(Object executor) {
        return null;
    }

    @Override
    public @Nullable String queueType(Object executor) {
        Object queue = queue(executor);
        return queue == null ? null : queue.getClass().getName();
    }

    @Override
    public @Nullable QueueReader queueReader(Object executor) {
        return null;
    }
}
