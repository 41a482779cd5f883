package io.poolscope.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * The opened insides of {@code java.base}: reads of private fields at the price of a field read, and classes defined in
 * the bootstrap loader. {@link Opening#open} must have run before this class is initialised.
 */
public final class JavaBase {
    // Static finals, so that the JIT sees constants and inlines the reads (measured: as cheap as a field read).
    private static final Object UNSAFE;
    private static final MethodHandle GET_INT;
    private static final MethodHandle GET_LONG;
    private static final MethodHandle GET_BOOLEAN;
    private static final MethodHandle GET_REFERENCE;
    private static final MethodHandle OFFSET;
    private static final MethodHandle UNINITIALIZED;
    private static final MethodHandle STATIC_BASE;
    private static final MethodHandle STATIC_OFFSET;
    /** Of the field {@code Throwable.backtrace}, found by its name; negative where there is none. */
    private static final long BACKTRACE;

    static {
        try {
            UNSAFE = needed(UsedMember.UNSAFE_INSTANCE.ofClass(), UsedMember.UNSAFE_INSTANCE)
                    .invoke();
            GET_INT = bound(UsedMember.UNSAFE_INT);
            GET_LONG = bound(UsedMember.UNSAFE_LONG);
            GET_BOOLEAN = bound(UsedMember.UNSAFE_BOOLEAN);
            GET_REFERENCE = bound(UsedMember.UNSAFE_REFERENCE);
            OFFSET = bound(UsedMember.UNSAFE_OFFSET);
            UNINITIALIZED = bound(UsedMember.UNSAFE_UNINITIALIZED);
            STATIC_BASE = bound(UsedMember.UNSAFE_STATIC_BASE);
            STATIC_OFFSET = bound(UsedMember.UNSAFE_STATIC_OFFSET);
            BACKTRACE = backtrace();
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private JavaBase() {}

    private static MethodHandle bound(UsedMember method) {
        return needed(method.ofInstance(), method).bindTo(UNSAFE);
    }

    private static MethodHandle needed(@Nullable MethodHandle found, UsedMember method) {
        if (found == null) {
            throw new IllegalStateException("this JVM has no " + method.place());
        }
        return found;
    }

    private static long backtrace() throws Throwable {
        MethodHandle byName = UsedMember.UNSAFE_OFFSET_BY_NAME.ofInstance();
        try {
            return byName == null
                    ? -1
                    : (long) byName.invoke(UNSAFE, Throwable.class, ReadField.THROWABLE_BACKTRACE.memberName());
        } catch (InternalError absent) {
            JdkCheck.absent(ReadField.THROWABLE_BACKTRACE);
            return -1;
        }
    }

    /** The frames of an exception as the JVM keeps them; null where they cannot be had. */
    static @Nullable Object backtrace(Throwable thrown) {
        return BACKTRACE < 0 ? null : getReference(thrown, BACKTRACE);
    }

    static long offset(Field field) throws Throwable {
        return (long) OFFSET.invokeExact(field);
    }

    /** The reference in a static field. */
    static @Nullable Object getStatic(Field field) throws Throwable {
        return getReference((Object) STATIC_BASE.invokeExact(field), (long) STATIC_OFFSET.invokeExact(field));
    }

    static int getInt(Object of, long offset) {
        try {
            return (int) GET_INT.invokeExact(of, offset);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static long getLong(Object of, long offset) {
        try {
            return (long) GET_LONG.invokeExact(of, offset);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static boolean getBoolean(Object of, long offset) {
        try {
            return (boolean) GET_BOOLEAN.invokeExact(of, offset);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static @Nullable Object getReference(Object of, long offset) {
        try {
            return (Object) GET_REFERENCE.invokeExact(of, offset);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Whether a class still has its static initialiser before it: poolscope must not be the one that runs it. */
    public static boolean uninitialized(Class<?> type) {
        try {
            return (boolean) UNINITIALIZED.invokeExact(type);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Defines a class in the bootstrap loader. Appending a jar to the bootstrap search path would print a warning and turn
     * class-data sharing off.
     *
     * @param name binary name
     * @param bytes class file
     */
    public static Class<?> defineBootstrapClass(String name, byte[] bytes) throws Throwable {
        return (Class<?>) bound(UsedMember.UNSAFE_DEFINE).invoke(name, bytes, 0, bytes.length, null, null);
    }
}
