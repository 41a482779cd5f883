package io.poolscope.watch;

import io.poolscope.guard.Fuse;
import io.poolscope.guard.Fuses;
import io.poolscope.pool.PoolFamily;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What could not be read time after time, and is left alone: families of pools, and single pools. The rest of the JVM is
 * looked at all the same. poolscope's thread only; holds executors weakly.
 */
final class GivenUp {
    /** Executors remembered; one that is forgotten is tried again. */
    private static final int MOST = 100;

    private final List<WeakReference<Object>> executors = new ArrayList<>();
    private long failures;

    /** The seat of a thread, unless its family fails or is off. */
    @Nullable
    Object seat(PoolFamily family, Thread thread, Fuses fuses) {
        try {
            Object seat = fuses.none() || !fuses.blown(name(family)) ? family.seatOf(thread) : null;
            if (!fuses.none()) {
                fuses.worked(name(family));
            }
            return seat;
        } catch (Throwable e) {
            fuses.failed(name(family), e);
            return null;
        }
    }

    private static String name(PoolFamily family) {
        return Fuses.name("pools", family);
    }

    /** A pool that is followed could not be read. */
    void unread(Pool pool, Throwable e, Fuses fuses) {
        failures++;
        Fuse fuse = pool.fuse;
        if (fuse == null) {
            fuse = fuses.alone("reading the pool " + pool.name);
            pool.fuse = fuse;
        }
        fuse.failed(e);
    }

    /** Whether a pool is given up: then it has no workers any more, whose last state nobody may take for that of now. */
    boolean take(Pool pool, Waits waits, long now) {
        if (pool.fuse == null || !pool.fuse.blown()) {
            return false;
        }
        for (Worker worker : pool.workers) {
            try {
                waits.ended(worker, now);
            } catch (Throwable e) {
                failures++;
            }
        }
        pool.workers.clear();
        executors.removeIf(reference -> reference.refersTo(null));
        Object executor = pool.executor();
        if (executor != null && executors.size() < MOST) {
            executors.add(new WeakReference<>(executor));
        }
        return true;
    }

    /** Whether an executor was given up. */
    boolean contains(Object executor) {
        for (WeakReference<Object> each : executors) {
            if (each.refersTo(executor)) {
                return true;
            }
        }
        return false;
    }

    /** How often a pool could not be read. */
    long failures() {
        return failures;
    }
}
