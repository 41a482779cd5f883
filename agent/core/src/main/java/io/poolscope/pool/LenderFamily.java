package io.poolscope.pool;

import org.jspecify.annotations.Nullable;

/**
 * One library's pools of connections: how to find them, and how to read what they have to lend, without a lock and
 * without calling them. One small class each, one line in {@link Lenders}.
 */
interface LenderFamily {

    /** As people call the library. */
    String library();

    /** The pool for whose upkeep a task is scheduled; null for any other task. */
    @Nullable
    Object keptBy(Object task);

    /** The loan that a scheduled task watches over; null for any other task. */
    Lender.@Nullable Loan watchedBy(Object task);

    /** The pool that an object of the library has, which a task or a thread holds; null for any other object. */
    default @Nullable Object reached(Object held) {
        return null;
    }

    /** Whether a thread that is parked on this object waits for a connection of this pool. */
    boolean waitsAt(Object pool, Object blocker);

    /** The name that the application gave the pool. */
    @Nullable
    String name(Object pool);

    /** What it has to lend; null where a field is missing. */
    Lender.@Nullable Counts counts(Object pool);
}
