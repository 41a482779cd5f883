package io.poolscope.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The stack of an exception of the application, without {@code getStackTrace}: a subclass may override it, and the JDK's own locks
 * the exception. Either the frames are there already, in {@code Throwable.stackTrace}, because somebody has asked for them; or
 * {@code StackTraceElement.of} makes them of what the JVM has kept (17: of the exception itself, 21 to 25: of its
 * {@code backtrace}), and nothing of the exception changes.
 */
public final class ThrownStacks {
    private static final JdkField FRAMES = JdkField.of("java.lang.Throwable", "stackTrace");
    private static final JdkField DEPTH = JdkField.of("java.lang.Throwable", "depth");
    private static final JdkField BACKTRACE = JdkField.of("java.lang.Throwable", "backtrace");

    private static final StackTraceElement[] NONE = {};

    /** Made when the first exception is read: {@code java.base} is open then. */
    private static final class Maker {
        static final @Nullable MethodHandle OF_BACKTRACE = find(Object.class);
        static final @Nullable MethodHandle OF_THROWABLE = find(Throwable.class);

        private static @Nullable MethodHandle find(Class<?> source) {
            try {
                return MethodHandles.privateLookupIn(StackTraceElement.class, MethodHandles.lookup())
                        .findStatic(
                                StackTraceElement.class,
                                "of",
                                MethodType.methodType(StackTraceElement[].class, source, int.class));
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }
    }

    private ThrownStacks() {}

    /** The frames, innermost first; empty where the exception has none, or they cannot be had on this JDK. */
    public static StackTraceElement[] of(Throwable thrown) {
        if (FRAMES.get(thrown) instanceof StackTraceElement[] known && known.length > 0) {
            return known;
        }
        int depth = DEPTH.getInt(thrown, 0);
        MethodHandle ofThrowable = Maker.OF_THROWABLE;
        MethodHandle ofBacktrace = Maker.OF_BACKTRACE;
        Object backtrace = BACKTRACE.get(thrown);
        try {
            if (depth > 0 && ofThrowable != null) {
                return (StackTraceElement[]) ofThrowable.invokeExact(thrown, depth);
            }
            if (depth > 0 && ofBacktrace != null && backtrace != null) {
                return (StackTraceElement[]) ofBacktrace.invokeExact(backtrace, depth);
            }
            return NONE;
        } catch (Throwable e) {
            return NONE;
        }
    }
}
