package io.poolscope.pool;

import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the futures of libraries keep in fields: who runs them, which future they wait for themselves, what a queued task
 * completes. Guava (fields of 27 to 33), Netty 4 and kotlinx.coroutines (1.6 to 1.10). Reads only. poolscope's thread only.
 */
public final class LibraryFutures {
    private static final String GUAVA = "com.google.common.util.concurrent.";
    private static final String TASK = GUAVA + "TrustedListenableFutureTask";
    private static final String NETTY = "io.netty.util.concurrent.PromiseTask";
    private static final String DISPATCHED = "kotlinx.coroutines.internal.DispatchedContinuation";
    /** Coroutines that call one another before the one that somebody waits for. */
    private static final int MAX_CALLERS = 32;

    private static final JdkField VALUE = JdkField.of(ReadField.REFERENCE_VALUE);
    private static final LibraryField RUNS = LibraryField.optional("task");
    private static final LibraryField CALLABLE = LibraryField.optional("callable");
    private static final LibraryField INPUT = LibraryField.optional("inputFuture");
    private static final LibraryField OUTCOME = LibraryField.optional("valueField");
    private static final LibraryField OUTCOME_EARLY = LibraryField.optional("value");
    private static final LibraryField CONTINUATION = LibraryField.optional("continuation");
    private static final LibraryField COMPLETION = LibraryField.optional("completion");

    private LibraryFutures() {}

    /** The thread that runs a Guava task now; null where unknown or none. */
    public static @Nullable Thread runner(Object future) {
        // InterruptibleTask is the reference to its thread.
        return is(future, TASK)
                        && RUNS.get(future) instanceof AtomicReference<?> task
                        && VALUE.get(task) instanceof Thread thread
                ? thread
                : null;
    }

    /** The future that a derived one waits for: {@code transform}, {@code catching} and their like; null otherwise. */
    public static @Nullable Object source(Object future) {
        return future.getClass().getName().contains(GUAVA) ? INPUT.get(future) : null;
    }

    /** Whether a Guava future has its outcome. */
    public static boolean done(Object future) {
        if (!future.getClass().getName().contains(GUAVA)) {
            return false;
        }
        Object outcome = OUTCOME.presentIn(future) ? OUTCOME.get(future) : OUTCOME_EARLY.get(future);
        // A future that follows another (setFuture) holds a marker.
        return outcome != null
                && !outcome.getClass().getName().contains(GUAVA + "AbstractFuture$SetFuture")
                && !outcome.getClass().getName().contains("DelegatingToFuture");
    }

    /** What the application handed over, inside a task of Guava or Netty; null for any other, and for one that has run. */
    public static @Nullable Object inside(Object task) {
        if (is(task, TASK)) {
            return CALLABLE.get(RUNS.get(task));
        }
        return is(task, NETTY) || is(task, NETTY + "$RunnableAdapter") ? RUNS.get(task) : null;
    }

    /** The coroutine that a dispatched step of it belongs to, in the end the one that somebody started; null otherwise. */
    public static @Nullable Object completes(Object task) {
        if (!is(task, DISPATCHED)) {
            return null;
        }
        Object at = CONTINUATION.get(task);
        for (int callers = 0; callers < MAX_CALLERS; callers++) {
            Object caller = COMPLETION.get(at);
            if (caller == null) {
                return at;
            }
            at = caller;
        }
        return null;
    }

    private static boolean is(Object object, String type) {
        return object.getClass().getName().endsWith(type);
    }
}
