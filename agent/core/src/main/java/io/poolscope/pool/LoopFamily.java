package io.poolscope.pool;

import io.poolscope.snapshot.PoolKind;

/**
 * What loops have in common: each is an executor of its own, with a queue that no other worker serves. The loops of a
 * group fold into one row by name. The seat is the loop itself.
 */
abstract class LoopFamily extends OneThreadFamily {
    @Override
    public PoolKind kind(Object executor) {
        return PoolKind.EVENT_LOOP;
    }
}
