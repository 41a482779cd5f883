package io.poolscope.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Work that ran on in the window although whoever waited for it had given up, by the place that gave up.
 *
 * @param poolId id of the row of the pool whose workers it kept busy
 * @param site where somebody gave up, else where the work was submitted; null where neither was seen
 * @param how how they gave up
 * @param task class of the task; null where unknown
 * @param submittedAt where it was submitted; null where that was not seen
 * @param count pieces of work
 * @param running of those, how many run still
 * @param burntMs worker time after they were given up, milliseconds
 */
public record Orphans(
        String poolId,
        @Nullable CodeLocation site,
        How how,
        @Nullable String task,
        @Nullable CodeLocation submittedAt,
        int count,
        int running,
        double burntMs)
        implements Fact {

    /** How somebody gives up. */
    public enum How {
        /** A {@code get} with a time limit. */
        TIMED_OUT,
        /** {@code orTimeout}. */
        LIMITED,
        /** {@code FutureTask.cancel}. */
        CANCELLED,
        /** {@code CompletableFuture.cancel}, which interrupts nobody. */
        STAGE_CANCELLED
    }
}
