package io.poolscope.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Where an exception was thrown, and what caused it, without a call of its methods: {@code getStackTrace} and
 * {@code getCause} can be overridden, and take the exception's lock.
 */
public final class ThrownAt {
    private static final StackTraceElement[] NONE = {};

    private static final JdkField ELEMENTS = JdkField.of("java.lang.Throwable", "stackTrace");
    private static final JdkField DEPTH = JdkField.of("java.lang.Throwable", "depth");
    private static final JdkField CAUSE = JdkField.of("java.lang.Throwable", "cause");

    /** {@code StackTraceElement.of}: of a {@code Throwable} on 17, of what its field {@code backtrace} holds on 25. */
    private static final @Nullable MethodHandle OF;

    /** Whether {@link #OF} wants the backtrace. */
    private static final boolean OF_BACKTRACE;

    static {
        MethodHandle of = find(Object.class);
        OF_BACKTRACE = of != null;
        OF = of != null ? of : find(Throwable.class);
    }

    private ThrownAt() {}

    private static @Nullable MethodHandle find(Class<?> first) {
        try {
            return MethodHandles.privateLookupIn(StackTraceElement.class, MethodHandles.lookup())
                    .findStatic(
                            StackTraceElement.class,
                            "of",
                            MethodType.methodType(StackTraceElement[].class, first, int.class));
        } catch (ReflectiveOperationException absent) {
            return null;
        }
    }

    /** The frames of an exception, innermost first; none where it has no stack, or it cannot be read. */
    public static StackTraceElement[] frames(Throwable thrown) {
        Object elements = ELEMENTS.get(thrown);
        if (!(elements instanceof StackTraceElement[] known)) {
            return NONE;
        }
        int depth = DEPTH.getInt(thrown, 0);
        if (known.length > 0 || depth == 0 || OF == null) {
            return known;
        }
        try {
            Object raw = OF_BACKTRACE ? JavaBase.backtrace(thrown) : thrown;
            return raw == null ? NONE : (StackTraceElement[]) OF.invoke(raw, depth);
        } catch (Throwable e) {
            return NONE;
        }
    }

    /** What caused it; null for nothing. */
    public static @Nullable Throwable cause(Throwable thrown) {
        Object cause = CAUSE.get(thrown);
        return cause == thrown ? null : (Throwable) cause;
    }
}
