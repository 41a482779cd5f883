package io.poolscope.jdk;

import org.jspecify.annotations.Nullable;

/** What {@code java.util.concurrent.locks} keeps in private fields, read without touching the lock. */
public final class Locks {
    private static final JdkField OWNER = JdkField.of(ReadField.OWNED_OWNER);

    private Locks() {}

    /**
     * The thread that holds a {@code ReentrantLock} or the write lock of a {@code ReentrantReadWriteLock} now.
     *
     * @param sync the blocker of a thread that waits for the lock
     * @return null where nobody does, or where it cannot be known (read locks, {@code StampedLock})
     */
    public static @Nullable Thread owner(@Nullable Object sync) {
        return OWNER.get(sync) instanceof Thread thread ? thread : null;
    }

    /** The class that a person knows the lock by: {@code ReentrantLock}, not its {@code NonfairSync}. */
    public static String lockClass(Object sync) {
        String name = sync.getClass().getName();
        int nested = name.startsWith("java.util.concurrent.") ? name.indexOf('$') : -1;
        return nested < 0 ? name : name.substring(0, nested);
    }
}
