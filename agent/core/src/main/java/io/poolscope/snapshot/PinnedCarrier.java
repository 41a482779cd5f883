package io.poolscope.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A place at which virtual threads blocked since the look before while they could not leave their carriers. Waits for which
 * the scheduler had put another carrier in place are left out, and so are those that only one sample saw.
 *
 * @param poolId row of the scheduler
 * @param site the application's frame
 * @param call the blocking call as the site sees it; null where the site itself blocks
 * @param stack the virtual thread's stack
 * @param reason what held it on its carrier
 * @param at the frame that did: the native method, the class initialiser; null where the JVM shows none
 * @param waits how many
 * @param longestMs for how long the longest was seen at least, milliseconds, from the first sample to the last
 * @param open how many are open now
 */
public record PinnedCarrier(
        String poolId,
        CodeLocation site,
        @Nullable String call,
        Stack stack,
        Reason reason,
        @Nullable CodeLocation at,
        int waits,
        double longestMs,
        int open)
        implements Fact {

    /** What holds a virtual thread on its carrier. */
    public enum Reason {
        /** A native method has called back into Java, and that blocks: a native frame cannot be moved to the heap. */
        NATIVE_FRAME,
        /** A class initialiser blocks: the JVM's own frame below it cannot be moved either. */
        CLASS_INITIALISER,
        /** It waits until another thread has initialised a class (21 to 25). */
        CLASS_BEING_INITIALISED,
        /** A native method blocks by itself, and the JDK has not told the scheduler. */
        NATIVE_CALL,
        /** It waits inside {@code synchronized}, or for it (21 to 23; from 24 on it leaves its carrier). */
        MONITOR,
        /** No frame that the JVM shows: one of its own, or a foreign function that has called back. */
        UNKNOWN;

        /** The name in reports. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
