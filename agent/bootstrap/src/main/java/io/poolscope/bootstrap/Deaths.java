package io.poolscope.bootstrap;

/**
 * Workers of {@code ThreadPoolExecutor}s that an exception ended. Rare by nature: each costs its pool a thread. Nothing happens
 * while nobody listens.
 */
public final class Deaths {
    private static final StampRing ring = new StampRing();

    // Plain, as the switches of Hooks.
    private static boolean listening;
    private static long lost;

    private Deaths() {}

    /** A worker's {@code run} ends with an exception, after the pool has put another in its place. */
    public static void died(Object pool, Throwable thrown) {
        if (!listening) {
            return;
        }
        try {
            if (!ring.offer(new Stamp(Stamp.FAILED, pool, thrown, null))) {
                lost++;
            }
        } catch (Throwable e) {
            Records.failures++;
        }
    }

    /** Whether deaths are kept from now on. poolscope's thread only. */
    public static void listen(boolean on) {
        listening = on;
    }

    /** Moves what came in, the exception in place of the task; returns how many. poolscope's thread only. */
    public static int drain(Stamp[] into) {
        return ring.drain(into);
    }

    /** Deaths that found no room, since the start. */
    public static long lost() {
        return lost + ring.givenUp();
    }

    /** Stops to listen, and lets go of everything. */
    static void clear() {
        listening = false;
        lost = 0;
        ring.clear();
    }
}
