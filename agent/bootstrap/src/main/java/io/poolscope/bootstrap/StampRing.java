package io.poolscope.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A ring of what application threads tell: sampled stamps in one, stories in another. Assumptions: any number of writers,
 * one reader. Guarantees: a writer neither blocks nor waits; a full ring drops the newest, and its writer counts it; the
 * reader gets them in the order of their places.
 */
final class StampRing {
    /** Places: five times what {@link Hooks#grant} lets through between two samples at its most generous. */
    static final int SIZE = 1024;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(StampRing.class, "head", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Object[] slots = new Object[SIZE];
    /** The next place to write. */
    private volatile long head;
    /** The next place to read; the reader's. */
    private volatile long tail;
    /** A place that was claimed but empty when the reader last came; -1 for none. */
    private long pending = -1;
    /** Places given up; the reader's. What a late writer stores there is read a lap later, if it is not overwritten. */
    private long givenUp;

    /** Puts one in, or answers false when the ring is full. */
    boolean offer(Object stamp) {
        long place;
        do {
            place = head;
            if (place - tail >= SIZE) {
                return false;
            }
        } while (!HEAD.compareAndSet(this, place, place + 1));
        SLOT.setRelease(slots, (int) place & SIZE - 1, stamp);
        return true;
    }

    /** Moves them out, oldest first. */
    int drain(Object[] into) {
        int count = 0;
        long place = tail;
        for (long end = head; place < end && count < into.length; place++) {
            Object stamp = SLOT.getAcquire(slots, (int) place & SIZE - 1);
            if (stamp != null) {
                slots[(int) place & SIZE - 1] = null;
                into[count++] = stamp;
            } else if (pending != place) {
                // Claimed, not yet stored. A writer that died in between (its stack ended) is waited for only once.
                pending = place;
                break;
            } else {
                givenUp++;
            }
        }
        tail = place;
        return count;
    }

    /** Places that stayed empty although a writer had claimed them. */
    long givenUp() {
        return givenUp;
    }

    /** Empties the ring. */
    void clear() {
        for (int i = 0; i < SIZE; i++) {
            slots[i] = null;
        }
        tail = head;
    }
}
