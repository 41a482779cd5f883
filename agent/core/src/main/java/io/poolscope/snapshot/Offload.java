package io.poolscope.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Workers that handed a job over and did nothing but wait for it, at one place.
 *
 * @param poolId id of the row of the pool whose workers wait
 * @param site the application's frame of the wait
 * @param call the blocking call as the application sees it; null where unknown
 * @param waits how many in the window
 * @param waitMs together, milliseconds
 * @param gapMs between hand-over and wait, together, milliseconds
 * @param stack of a wait; null where unknown
 */
public record Offload(
        String poolId,
        CodeLocation site,
        @Nullable String call,
        long waits,
        double waitMs,
        double gapMs,
        @Nullable Stack stack)
        implements Fact {

    /** How much of the time from hand-over to result was spent waiting, 0 to 1. */
    public double covered() {
        double all = waitMs + gapMs;
        return all <= 0 ? 0 : waitMs / all;
    }
}
