package io.poolscope.watch;

import io.poolscope.jdk.Futures;
import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;

/**
 * Whether anybody wants the outcome of work besides the one who gave up on it. In doubt somebody does. Reads fields only;
 * one instance for one question.
 */
final class Interest {
    private static final JdkField WAITERS = JdkField.of(ReadField.TASK_WAITERS);
    private static final JdkField WAITING = JdkField.of(ReadField.WAIT_NODE_THREAD);
    private static final JdkField NEXT = JdkField.of(ReadField.WAIT_NODE_NEXT);
    private static final JdkField SIGNALLED = JdkField.of(ReadField.SIGNALLER_THREAD);
    private static final String SIGNALLER = ReadField.SIGNALLER_THREAD.owner();

    /** Dependents and waiters looked at. */
    private static final int STEPS = 64;

    private final Object givenUp;
    private int steps;

    private Interest(Object givenUp) {
        this.givenUp = givenUp;
    }

    /** Whether a thread waits for a {@code FutureTask}. */
    static boolean awaited(FutureTask<?> task) {
        Object waiter = WAITERS.get(task);
        for (int i = 0; waiter != null; i++) {
            if (i >= STEPS || WAITING.get(waiter) != null) {
                return true;
            }
            waiter = NEXT.get(waiter);
        }
        return false;
    }

    /** Whether completing {@code work} would complete {@code givenUp}, by the stages in between. */
    static boolean leads(Object work, Object givenUp) {
        return new Interest(givenUp).leads(work);
    }

    /** Whether anybody but who gave up on {@code givenUp} wants {@code work}, which leads to it. */
    static boolean in(Object work, Object givenUp) {
        return new Interest(givenUp).wanted(work);
    }

    private boolean leads(Object from) {
        if (from == givenUp) {
            return true;
        }
        Object entry = Futures.dependents(from);
        while (entry != null && steps++ < STEPS) {
            Object dependent = Futures.completes(Futures.whole(entry));
            if (dependent != null && leads(dependent)) {
                return true;
            }
            entry = Futures.next(entry);
        }
        return false;
    }

    private boolean wanted(Object future) {
        Object entry = Futures.dependents(future);
        while (entry != null) {
            if (steps++ >= STEPS || wants(Futures.whole(entry))) {
                return true;
            }
            entry = Futures.next(entry);
        }
        return false;
    }

    private boolean wants(Object dependent) {
        if (dependent.getClass().getName().equals(SIGNALLER)) {
            return SIGNALLED.get(dependent) != null;
        }
        if (Futures.isTimeLimit(dependent)) {
            return false;
        }
        Object completes = Futures.completes(dependent);
        if (!(completes instanceof CompletableFuture<?> stage) || stage != givenUp && Futures.done(stage)) {
            return false;
        }
        return stage == givenUp ? wanted(stage) : !leads(stage) || wanted(stage);
    }
}
