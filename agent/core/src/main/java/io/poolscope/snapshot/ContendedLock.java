package io.poolscope.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lock for which workers waited since the look before, by samples.
 *
 * @param lock identity for display: class and hash, as {@code com.acme.Cache@1b2c}
 * @param lockClass binary class name of the lock
 * @param waiters workers that waited for it, mean of the samples
 * @param behind the same pool by pool, most first
 * @param owner the thread that held it, as it was seen last; null where the JVM does not tell
 */
public record ContendedLock(
        String lock,
        String lockClass,
        double waiters,
        List<Behind> behind,
        @Nullable Owner owner) implements Fact {

    /**
     * The workers of one pool that waited for it.
     *
     * @param poolId row of the pool
     * @param waiters mean of the samples
     * @param site the application's frame at which most of them waited; null where no stack was taken
     * @param call the blocking call as that frame sees it; null where unknown
     * @param stack the whole stack; null where none was taken
     */
    public record Behind(
            String poolId,
            double waiters,
            @Nullable CodeLocation site,
            @Nullable String call,
            @Nullable Stack stack) {}

    /**
     * The holder.
     *
     * @param thread its name
     * @param poolId row of the pool that it works for; null for a thread of no pool
     * @param waitMs longest time that it was itself seen to wait while it held the lock, milliseconds; 0 where it ran
     * @param at the application's frame that it was at while it held the lock; null where no stack was taken
     * @param stack the whole stack; null likewise
     * @param takenIn the frame that entered the monitor, at the line where it was then; null for other locks
     */
    public record Owner(
            String thread,
            @Nullable String poolId,
            double waitMs,
            @Nullable CodeLocation at,
            @Nullable Stack stack,
            @Nullable CodeLocation takenIn) {}
}
