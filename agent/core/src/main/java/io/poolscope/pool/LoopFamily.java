package io.poolscope.pool;

import io.poolscope.snapshot.PoolKind;

/**
 * What loops have in common: each is an executor of its own, with one worker, which nothing replaces, and a queue that
 * no other worker serves. The loops of a group fold into one row by name. The seat is the loop itself.
 */
abstract class LoopFamily extends UncountedFamily {
    private static final Limits ONE = new Limits(null, 1, 1);

    @Override
    public PoolKind kind(Object executor) {
        return PoolKind.EVENT_LOOP;
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
}
