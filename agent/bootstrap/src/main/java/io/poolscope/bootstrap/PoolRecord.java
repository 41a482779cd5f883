package io.poolscope.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;

/**
 * What the probes know of one executor: where it was made and what it refused. Held in {@link Records} for as long as
 * the executor lives; holds the executor weakly.
 */
public final class PoolRecord extends WeakReference<Object> {
    private static final VarHandle REJECTED;

    static {
        try {
            REJECTED = MethodHandles.lookup().findVarHandle(PoolRecord.class, "rejected", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Where the constructor ran; null for a pool that is older than the probes. Cleared by the reader once read. */
    public volatile Trace createdAt;
    /** Tasks that the pool refused. Written by any thread, atomically, through {@link Records}. */
    volatile long rejected;

    final int hash;

    PoolRecord(Object pool, int hash) {
        super(pool);
        this.hash = hash;
    }

    /** Tasks that the pool refused since the probes came. */
    public long rejected() {
        return rejected;
    }

    void reject() {
        REJECTED.getAndAdd(this, 1L);
    }
}
