package io.poolscope.bootstrap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;

/**
 * Futures of which the first to complete was enough for somebody: {@code anyOf}, {@code applyToEither} and their like.
 * The JDK takes the losers' dependents away, so that a loser that fails later looks as if nobody had ever asked for it.
 * Open-addressed by identity, bounded; places of futures that are complete or collected are used again.
 */
final class RacedFutures {
    /** Futures that run for a race at once; 32 kB of references. */
    static final int SIZE = 1 << 13;
    /** Places a search looks at. */
    private static final int REACH = 32;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(WeakReference[].class);
    private static final WeakReference<?>[] table = new WeakReference<?>[SIZE];
    private static boolean any;
    private static long lost;

    private RacedFutures() {}

    static void add(Object future) {
        any = true;
        int hash = System.identityHashCode(future);
        WeakReference<Object> made = null;
        for (int i = 0; i < REACH; i++) {
            int at = hash + i & SIZE - 1;
            WeakReference<?> there = (WeakReference<?>) SLOT.getAcquire(table, at);
            if (there != null && there.refersTo(null) || there == null || !Outcomes.incomplete(there.get())) {
                made = made == null ? new WeakReference<>(future) : made;
                if (SLOT.compareAndSet(table, at, there, made)) {
                    return;
                }
            }
        }
        lost++;
    }

    static boolean contains(Object future) {
        if (!any) {
            return false;
        }
        int hash = System.identityHashCode(future);
        for (int i = 0; i < REACH; i++) {
            WeakReference<?> there = (WeakReference<?>) SLOT.getAcquire(table, hash + i & SIZE - 1);
            if (there == null) {
                return false;
            }
            if (refersTo(there, future)) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked") // asks for identity only
    private static boolean refersTo(WeakReference<?> reference, Object future) {
        return ((WeakReference<Object>) reference).refersTo(future);
    }

    /** Futures that found no place. */
    static long lost() {
        return lost;
    }

    static void clear() {
        for (int i = 0; i < SIZE; i++) {
            SLOT.setRelease(table, i, null);
        }
        any = false;
        lost = 0;
    }
}
