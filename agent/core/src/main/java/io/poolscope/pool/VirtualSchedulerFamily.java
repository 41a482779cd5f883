package io.poolscope.pool;

import io.poolscope.jdk.UsedMember;
import io.poolscope.jdk.VirtualThreads;
import io.poolscope.snapshot.PoolKind;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The scheduler of virtual threads (21 and later): a fork-join pool whose workers are carrier threads. */
final class VirtualSchedulerFamily extends ForkJoinFamily {
    private static final String CARRIER = UsedMember.CARRIER_THREAD.owner();

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

    @Override
    public boolean carries() {
        return true;
    }

    /** What the virtual thread on it is parked for; without such an object itself, so that two of them are told apart. */
    @Override
    public @Nullable Object blocker(Thread worker) {
        Thread virtual = VirtualThreads.on(worker);
        Object blocker = virtual == null ? null : LockSupport.getBlocker(virtual);
        return blocker == null ? virtual : blocker;
    }
}
