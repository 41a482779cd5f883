package io.poolscope.jdk;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The stack of one thread, for which no other thread stands still: {@code Thread.asyncGetStackTrace}, which
 * {@code Thread.getStackTrace} has called since 19 and which is a handshake (25: none of 1,000 was a safepoint; on 17 each
 * {@code getStackTrace} is one, a {@code ThreadDump}). The public method can be overridden by the application.
 *
 * <p>{@code jdk.internal.vm.ThreadSnapshot}, of 25, would tell the monitors too; it is young, and crashed (JDK-8359870,
 * JDK-8378071).
 */
public final class OneStack {
    private static final @Nullable MethodHandle TAKE = UsedMember.THREAD_STACK.ofInstance();

    private OneStack() {}

    /** Whether this JDK can do it. */
    public static boolean present() {
        return TAKE != null;
    }

    /** Its frames, innermost first; null where it has ended, or this JDK cannot do it. */
    public static StackTraceElement @Nullable [] of(Thread thread) {
        if (TAKE == null) {
            return null;
        }
        try {
            return (StackTraceElement[]) TAKE.invokeExact(thread);
        } catch (Throwable e) {
            return null;
        }
    }
}
