package io.poolscope.pool;

import io.poolscope.snapshot.PoolKind;
import org.jspecify.annotations.Nullable;

/** The scheduler of virtual threads (21 and later): a fork-join pool whose workers are carrier threads. */
final class VirtualSchedulerFamily extends ForkJoinFamily {
    private static final String CARRIER = "jdk.internal.misc.CarrierThread";

    static boolean carrier(Thread thread) {
        return thread.getClass().getName().equals(CARRIER);
    }

    @Override
    public @Nullable Object seatOf(Thread thread) {
        return carrier(thread) ? seat(thread) : null;
    }

    /** Known by its carriers alone: an executor without any is an ordinary fork-join pool to us. */
    @Override
    public boolean owns(Object executor) {
        return false;
    }

    @Override
    public PoolKind kind(Object executor) {
        return PoolKind.VIRTUAL_SCHEDULER;
    }

    @Override
    public String name(Object executor) {
        return "virtual threads";
    }
}
