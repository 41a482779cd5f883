package io.poolscope.pool;

import io.poolscope.snapshot.PoolKind;
import org.jspecify.annotations.Nullable;

/**
 * Reactor's schedulers {@code parallel} and {@code single}: {@code ScheduledThreadPoolExecutor}s of one thread each, whose
 * threads say that nothing may block on them. Like a loop each serves its own queue. {@code boundedElastic} is made for
 * what blocks, and found as the pool that it is.
 */
final class ReactorFamily extends ThreadPoolExecutorFamily {
    /** Since Reactor 3.1. */
    private static final String THREAD = "reactor.core.scheduler.ReactorThreadFactory$NonBlockingThread";

    @Override
    public @Nullable Object seatOf(Thread thread) {
        return thread.getClass().getName().endsWith(THREAD) ? super.seatOf(thread) : null;
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
}
