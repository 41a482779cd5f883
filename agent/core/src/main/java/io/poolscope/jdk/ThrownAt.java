package io.poolscope.jdk;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where an exception was thrown, and what caused it, without a call of its methods: {@code getStackTrace} and
 * {@code getCause} can be overridden, and take the exception's lock.
 */
public final class ThrownAt {
    private static final StackTraceElement[] NONE = {};

    private static final JdkField ELEMENTS = JdkField.of(ReadField.THROWABLE_ELEMENTS);
    private static final JdkField DEPTH = JdkField.of(ReadField.THROWABLE_DEPTH);
    private static final JdkField CAUSE = JdkField.of(ReadField.THROWABLE_CAUSE);

    /** {@code StackTraceElement.of}: of a {@code Throwable}, or of what its field {@code backtrace} holds. */
    private static final @Nullable MethodHandle OF;

    /** Whether {@link #OF} wants the backtrace. */
    private static final boolean OF_BACKTRACE;

    static {
        MethodHandle of = UsedMember.FRAMES_OF_BACKTRACE.ofClass();
        OF_BACKTRACE = of != null;
        OF = of != null ? of : UsedMember.FRAMES_OF_THROWABLE.ofClass();
    }

    private ThrownAt() {}

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
