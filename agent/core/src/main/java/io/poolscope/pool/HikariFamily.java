package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import org.jspecify.annotations.Nullable;

/**
 * HikariCP (fields of 5.1 and 7.0): each pool has tasks in a scheduler's queue, its housekeeper at least, and each is an
 * inner class of the pool. Its bag of connections is a list of entries with a state; who finds none waits at a
 * {@code SynchronousQueue}. With leak detection on, a task for each connection that is lent names the borrower.
 */
final class HikariFamily implements LenderFamily {
    private static final String POOL = "com.zaxxer.hikari.pool.HikariPool";
    private static final String LEAK = "com.zaxxer.hikari.pool.ProxyLeakTask";

    // ConcurrentBag.IConcurrentBagEntry
    private static final int IN_USE = 1;
    private static final int REMOVED = -1;
    /** Connections read; more than any database wants of one client. */
    private static final int MAX_ENTRIES = 1_000;

    /** {@code ClockSource}: milliseconds of the calendar on macOS, {@code System.nanoTime} elsewhere. */
    private static final boolean IN_NANOS = !System.getProperty("os.name", "").startsWith("Mac");

    private static final JdkField TRANSFERER = JdkField.of(ReadField.HAND_OVER_TRANSFERER);
    private static final JdkField ARRAY = JdkField.of(ReadField.COPY_LIST_ARRAY);
    private static final JdkField VALUE = JdkField.of(ReadField.COUNTER_VALUE);

    private final LibraryField outer = LibraryField.of("this$0");
    private final LibraryField bag = LibraryField.of("connectionBag");
    private final LibraryField handoff = LibraryField.of("handoffQueue");
    private final LibraryField entries = LibraryField.of("sharedList");
    private final LibraryField waiters = LibraryField.of("waiters");
    private final LibraryField state = LibraryField.of("state");
    private final LibraryField accessed = LibraryField.of("lastAccessed");
    private final LibraryField name = LibraryField.of("poolName");
    private final LibraryField config = LibraryField.of("config");
    private final LibraryField max = LibraryField.of("maxPoolSize");
    private final LibraryField thread = LibraryField.of("threadName");
    private final LibraryField exception = LibraryField.of("exception");

    @Override
    public String library() {
        return "HikariCP";
    }

    @Override
    public @Nullable Object keptBy(Object task) {
        if (!task.getClass().getName().contains(POOL + "$")) {
            return null;
        }
        Object pool = outer.get(task);
        return pool != null && pool.getClass().getName().endsWith(POOL) ? pool : null;
    }

    @Override
    public Lender.@Nullable Loan watchedBy(Object task) {
        if (!task.getClass().getName().endsWith(LEAK) || !(thread.get(task) instanceof String borrower)) {
            return null;
        }
        // Made as a plain Exception; the stack of any other class would be the application's to tell.
        Object made = exception.get(task);
        return new Lender.Loan(
                borrower, made != null && made.getClass() == Exception.class && made instanceof Exception e ? e : null);
    }

    @Override
    public boolean waitsAt(Object pool, Object blocker) {
        return TRANSFERER.get(handoff.get(bag.get(pool))) == blocker;
    }

    @Override
    public @Nullable String name(Object pool) {
        return name.get(pool) instanceof String given ? given : null;
    }

    @Override
    public Lender.@Nullable Counts counts(Object pool) {
        Object in = bag.get(pool);
        int limit = max.getInt(config.get(pool), -1);
        if (limit < 0 || !(ARRAY.get(entries.get(in)) instanceof Object[] all)) {
            return null;
        }
        int total = 0;
        int lent = 0;
        long moves = 0;
        long movedAt = Long.MIN_VALUE;
        for (int i = 0; i < all.length && i < MAX_ENTRIES; i++) {
            int now = state.getInt(all[i], REMOVED);
            total += now == REMOVED ? 0 : 1;
            lent += now == IN_USE ? 1 : 0;
            long back = accessed.getLong(all[i], Long.MIN_VALUE);
            moves = moves * 31 + 7 * back + now;
            movedAt = IN_NANOS && now != REMOVED && (i == 0 || back - movedAt > 0) ? back : movedAt;
        }
        return new Lender.Counts(limit, total, lent, VALUE.getInt(waiters.get(in), 0), moves, movedAt);
    }
}
