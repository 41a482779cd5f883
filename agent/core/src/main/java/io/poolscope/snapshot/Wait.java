package io.poolscope.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wait that holds a blocked worker now.
 *
 * @param kind what for
 * @param timed whether it ends by itself: a time limit, a sleep
 * @param openMs how long it has been seen open, milliseconds
 * @param beganBefore true where it was open at the first look already
 * @param site the application's frame that is charged with it; null until its stack was taken
 * @param call the blocking call as the application sees it, {@code java.util.concurrent.CompletableFuture.join}
 * @param stack the whole stack; null until taken
 * @param async whether an asynchronous result is awaited: a future, a promise, or a latch or object whose releaser was
 *     seen to be another pool's or a client library's callback thread
 * @param managed whether it waits inside {@code ForkJoinPool.managedBlock}, for which a fork-join pool may compensate
 * @param awaits who must end it; null where nothing is known
 * @param locksHeld locks that the worker holds meanwhile
 */
public record Wait(
        BlockKind kind,
        boolean timed,
        double openMs,
        boolean beganBefore,
        @Nullable CodeLocation site,
        @Nullable String call,
        @Nullable Stack stack,
        boolean async,
        boolean managed,
        @Nullable Awaits awaits,
        List<HeldLock> locksHeld) {}
