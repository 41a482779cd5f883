package io.poolscope.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
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
    /** Of the field {@code Throwable.backtrace}, which reflection does not show; negative where there is none. */
    private static final long BACKTRACE;

    static {
        try {
            Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            UNSAFE = lookup.findStatic(unsafe, "getUnsafe", MethodType.methodType(unsafe))
                    .invoke();
            GET_INT = lookup.findVirtual(
                            unsafe, "getIntVolatile", MethodType.methodType(int.class, Object.class, long.class))
                    .bindTo(UNSAFE);
            GET_LONG = lookup.findVirtual(
                            unsafe, "getLongVolatile", MethodType.methodType(long.class, Object.class, long.class))
                    .bindTo(UNSAFE);
            GET_BOOLEAN = lookup.findVirtual(
                            unsafe,
                            "getBooleanVolatile",
                            MethodType.methodType(boolean.class, Object.class, long.class))
                    .bindTo(UNSAFE);
            GET_REFERENCE = lookup.findVirtual(
                            unsafe,
                            "getReferenceVolatile",
                            MethodType.methodType(Object.class, Object.class, long.class))
                    .bindTo(UNSAFE);
            OFFSET = lookup.findVirtual(unsafe, "objectFieldOffset", MethodType.methodType(long.class, Field.class))
                    .bindTo(UNSAFE);
            UNINITIALIZED = lookup.findVirtual(
                            unsafe, "shouldBeInitialized", MethodType.methodType(boolean.class, Class.class))
                    .bindTo(UNSAFE);
            BACKTRACE = backtrace(lookup, unsafe);
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private JavaBase() {}

    private static long backtrace(MethodHandles.Lookup lookup, Class<?> unsafe) throws Throwable {
        try {
            return (long) lookup.findVirtual(
                            unsafe, "objectFieldOffset", MethodType.methodType(long.class, Class.class, String.class))
                    .invoke(UNSAFE, Throwable.class, "backtrace");
        } catch (ReflectiveOperationException | InternalError absent) {
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
        MethodHandle define = MethodHandles.lookup()
                .findVirtual(
                        UNSAFE.getClass(),
                        "defineClass",
                        MethodType.methodType(
                                Class.class,
                                String.class,
                                byte[].class,
                                int.class,
                                int.class,
                                ClassLoader.class,
                                java.security.ProtectionDomain.class));
        return (Class<?>) define.invoke(UNSAFE, name, bytes, 0, bytes.length, null, null);
    }
}
