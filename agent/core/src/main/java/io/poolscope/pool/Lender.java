package io.poolscope.pool;

import io.poolscope.snapshot.Borrowing;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool of connections that was found. Holds it weakly. poolscope's thread only. */
public final class Lender {
    private final LenderFamily family;
    private final WeakReference<Object> pool;
    private final List<Loan> loans;

    Lender(LenderFamily family, Object pool, List<Loan> loans) {
        this.family = family;
        this.pool = new WeakReference<>(pool);
        this.loans = loans;
    }

    /** Whether a thread that is parked on this object waits for one of its connections. */
    public boolean waitsAt(Object blocker) {
        Object of = pool.get();
        return of != null && family.waitsAt(of, blocker);
    }

    /** The pool of connections itself, to know it again by; null when it is gone. */
    public @Nullable Object identity() {
        return pool.get();
    }

    /** As people call the library. */
    public String library() {
        return family.library();
    }

    /** The name that the application gave it; null where it gave none. */
    public @Nullable String name() {
        Object of = pool.get();
        return of == null ? null : family.name(of);
    }

    /** What it has to lend; null where its fields are not those that are known. */
    public @Nullable Counts counts() {
        Object of = pool.get();
        return of == null ? null : family.counts(of);
    }

    /** Who has one, as far as it keeps that. */
    public List<Loan> loans() {
        return loans;
    }

    /**
     * Figures at one moment; the fields are {@link Borrowing.Stock}'s.
     *
     * @param moves changes whenever one was lent or given back
     * @param movedAt when one was made or given back last, as {@code System.nanoTime}; {@code Long.MIN_VALUE} where it is
     *     not known
     * @param lentAt when each of those in use was lent, as {@code System.nanoTime}; empty where it is not known
     */
    public record Counts(int limit, int total, int lent, int waiting, long moves, long movedAt, List<Long> lentAt) {}

    /**
     * One connection that is lent.
     *
     * @param thread name of the thread that borrowed it
     * @param borrowing made where it was borrowed: its stack is that of the call; null where none was
     */
    public record Loan(String thread, @Nullable Throwable borrowing) {}
}
