package io.poolscope.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Workers of one pool that an exception of their task ended, while the pool took tasks and so replaced them.
 *
 * @param poolId the pool's row
 * @param exception binary class name
 * @param site the application's frame that threw it, or called what did; null where the exception has no stack
 * @param stack the exception's own; null where it has none
 * @param count in the window
 * @param sinceMs how long ago the first of them was, at most as long as the window, milliseconds
 */
public record WorkerDeath(
        String poolId,
        String exception,
        @Nullable CodeLocation site,
        @Nullable Stack stack,
        long count,
        double sinceMs) implements Fact {}
