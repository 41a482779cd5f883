package io.poolscope.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place in the application's code at which workers of one pool wait for one kind of thing.
 *
 * @param rank place by blocked time over all pools, from 1
 * @param pool the pool's name
 * @param poolId the pool's id
 * @param kind what is waited for
 * @param site the application's frame
 * @param call the blocking call as the application sees it
 * @param awaits who must end it, of the wait seen last; null where nothing is known
 * @param async whether it waits for an asynchronous result, see {@link Wait#async()}
 * @param waits waits that really blocked, in the window
 * @param waitsEstimated false where every wait was counted
 * @param openWaits waits that are open now
 * @param longestOpenMs age of the oldest open one; null if none is open
 * @param blockedMs worker time lost here in the window
 * @param compensatedMs the part of {@code blockedMs} for which a fork-join pool had put another worker in place
 * @param share of all the blocked time of this pool, 0 to 1
 * @param durationMs how long the waits took; null where unknown
 * @param locksHeld display names of locks held while waiting
 * @param stack the whole stack; null where none was taken
 * @param blockedTotalMs worker time lost here since the site was first seen, milliseconds: only grows; null where
 *     nobody keeps it
 */
public record WaitSite(
        int rank,
        String pool,
        String poolId,
        BlockKind kind,
        CodeLocation site,
        @Nullable String call,
        @Nullable Awaits awaits,
        boolean async,
        long waits,
        boolean waitsEstimated,
        int openWaits,
        @Nullable Double longestOpenMs,
        double blockedMs,
        double compensatedMs,
        double share,
        @Nullable Durations durationMs,
        List<String> locksHeld,
        @Nullable Stack stack,
        @Nullable Double blockedTotalMs) {}
