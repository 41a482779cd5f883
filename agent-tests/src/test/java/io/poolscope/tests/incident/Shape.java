package io.poolscope.tests.incident;

/** How an incident holds together. */
public enum Shape {
    /** A pool waits for its own queue. */
    SELF,
    /** Two pools wait for each other. */
    CROSS,
    /** A thread of an event loop waits. */
    LOOP,
    /** A lock is held across a wait. */
    LOCK,
    /** A bounded resource: connections, permits. */
    RES,
    /** The common pool of {@code ForkJoinPool}, or one that is as common. */
    COMMON,
    /** Carriers of virtual threads. */
    CARRIER,
    /** No cycle, it is only slow. */
    DROWN,
    /** What is waited for never comes. */
    LOST;

    /** Whether to call it a deadlock is a false alarm. */
    boolean isNoDeadlock() {
        return this == DROWN || this == LOST;
    }
}
