package io.poolscope.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A promise that was used for what it is not made for.
 *
 * @param kind in which way
 * @param poolId id of the row of the pool on whose worker it was seen; null for none
 * @param site the application's line: of dependents, where the task that completes or awaits the future was submitted;
 *     null where unknown
 * @param count how often in the window; of dependents, how many there are
 */
public record Misuse(
        Kind kind, @Nullable String poolId, @Nullable CodeLocation site, long count) implements Fact {

    /** What was done. */
    public enum Kind {
        /** Completed when it was complete. */
        TOO_LATE,
        /** A {@code FutureTask} handed to a pool once more after it had run. */
        RAN_AGAIN,
        /** Very many dependents on one future. */
        DEPENDENTS
    }
}
