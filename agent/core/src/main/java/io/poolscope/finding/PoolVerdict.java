package io.poolscope.finding;

import org.jspecify.annotations.Nullable;

/**
 * The state of a pool in one word.
 *
 * @param state the word
 * @param cause why it is saturated or starved; null otherwise
 */
public record PoolVerdict(State state, @Nullable Cause cause) {

    /** From good to bad. */
    public enum State {
        UNKNOWN,
        HEALTHY,
        SATURATED,
        STARVED,
        DEADLOCKED;

        /** The name in reports and meters. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Why workers are not free. */
    public enum Cause {
        BLOCKED,
        CPU,
        PAUSED,
        UNDERSIZED;

        /** The name in reports. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
