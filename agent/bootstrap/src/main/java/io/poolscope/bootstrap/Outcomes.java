package io.poolscope.bootstrap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * What futures and exceptions keep in private fields, for advice that has to know on the spot. Used only on the way of a
 * failure. Fields, not methods: {@code Throwable.getCause} can be overridden, and locks.
 */
final class Outcomes {
    // Final, so that the JIT makes them field reads; null where the core could not get at one.
    private static final VarHandle CAUSE = Failures.causeOfThrowable;
    private static final VarHandle RESULT = Failures.resultOfFuture;
    private static final VarHandle FAILURE = Failures.failureOfResult;
    private static final VarHandle NEXT = Failures.nextOfDependent;
    private static final MethodHandle LIVE = Failures.liveDependent;
    private static final Class<?> FAILED = Failures.failedResult;

    private static final String DEPENDENT = "java.util.concurrent.CompletableFuture$";
    /** Dependents looked at on the failing thread. */
    private static final int REACH = 64;
    /** Wrappers around the exception that a task threw. */
    private static final int WRAPPERS = 4;

    private Outcomes() {}

    /** The exception that a task threw, without the wrappers in which futures hand it on. */
    static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        for (int i = 0; i < WRAPPERS; i++) {
            Class<?> type = root.getClass();
            if (type != java.util.concurrent.CompletionException.class
                    && type != java.util.concurrent.ExecutionException.class) {
                break;
            }
            Throwable cause = cause(root);
            if (cause == null) {
                break;
            }
            root = cause;
        }
        return root;
    }

    /** What caused it, or null. */
    static Throwable cause(Throwable thrown) {
        Throwable cause = CAUSE == null ? null : (Throwable) CAUSE.get(thrown);
        return cause == thrown ? null : cause;
    }

    /** The exception in what a {@code CompletableFuture} keeps as its result; null for a value. */
    static Throwable failure(Object result) {
        return result == null || result.getClass() != FAILED || FAILURE == null
                ? null
                : (Throwable) FAILURE.get(result);
    }

    /** The exception with which a {@code CompletableFuture} is complete; null for any other object or outcome. */
    static Throwable failureOf(Object future) {
        return RESULT != null && future instanceof java.util.concurrent.CompletableFuture
                ? failure(RESULT.getVolatile(future))
                : null;
    }

    /** Whether an object is a {@code CompletableFuture} that has no result yet. */
    static boolean incomplete(Object future) {
        return RESULT != null
                && future instanceof java.util.concurrent.CompletableFuture
                && RESULT.getVolatile(future) == null;
    }

    /** Whether an action of {@code whenComplete} is the one with which {@code orTimeout} takes its timer back. */
    static boolean cancelsLimit(Object action) {
        return action != null && action.getClass().getName().equals(DEPENDENT + "Canceller");
    }

    /**
     * What becomes of a failure by the dependents of its future, judged before they run.
     *
     * @param dependents the newest entry of the stack
     * @param raced whether the future was given to a stage that the first of several completes
     */
    static int fate(Object dependents, boolean raced) throws Throwable {
        boolean merged = false;
        Object entry = dependents;
        for (int i = 0; entry != null && i < REACH; i++, entry = NEXT == null ? null : NEXT.getVolatile(entry)) {
            String name = entry.getClass().getName();
            if (!name.startsWith(DEPENDENT) || LIVE == null || !(boolean) LIVE.invokeExact(entry)) {
                continue;
            }
            if (name.startsWith("UniComposeExceptionally", DEPENDENT.length())) {
                return Failure.READ;
            }
            if (name.startsWith("AnyOf", DEPENDENT.length())) {
                // Not complete yet: this failure becomes its own.
                return Failure.UNREAD;
            }
            merged |= name.startsWith("Bi", DEPENDENT.length())
                    || name.startsWith("Or", DEPENDENT.length())
                    || name.startsWith("CoCompletion", DEPENDENT.length());
        }
        return merged ? Failure.MERGED : raced ? Failure.READ : Failure.UNREAD;
    }
}
