package io.poolscope.jdk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * What futures keep in private fields: who runs them, who depends on them. A field that a
 * JDK does not have gives nothing. Reads only; never calls a method that a subclass may override.
 */
public final class Futures {
    private static final String CF = Owners.FUTURE;

    private static final JdkField STATE = JdkField.of(ReadField.TASK_STATE);
    private static final JdkField RUNNER = JdkField.of(ReadField.TASK_RUNNER);
    private static final JdkField INTERRUPTIBLE_RUNNER = JdkField.of(ReadField.FORK_INTERRUPTIBLE_RUNNER);

    private static final JdkField STATUS = JdkField.of(ReadField.FORK_TASK_STATUS);
    private static final JdkField RESULT = JdkField.of(ReadField.FUTURE_RESULT);
    private static final JdkField STACK = JdkField.of(ReadField.FUTURE_STACK);
    private static final JdkField NEXT = JdkField.of(ReadField.COMPLETION_NEXT);
    private static final JdkField SIGNALS = JdkField.of(ReadField.SIGNALLER_THREAD);
    private static final JdkField BASE = JdkField.of(ReadField.CO_BASE);
    private static final JdkField SRC = JdkField.of(ReadField.UNI_SRC);
    private static final JdkField SND = JdkField.of(ReadField.BI_SND);
    private static final JdkField ANY_SRCS = JdkField.of(ReadField.ANY_SRCS);
    private static final JdkField WHEN_COMPLETE = JdkField.of(ReadField.UNI_WHEN_COMPLETE_FN);

    private static final List<JdkField> DEP = List.of(
            JdkField.of(ReadField.SUPPLY_DEP),
            JdkField.of(ReadField.RUN_DEP),
            JdkField.of(ReadField.UNI_DEP),
            JdkField.of(ReadField.ANY_DEP));

    /** Fields that hold another task which a queued task will run. */
    private static final List<JdkField> WRAPPED = List.of(
            JdkField.of(ReadField.QUEUEING_TASK),
            JdkField.of(ReadField.TASK_CALLABLE),
            JdkField.of(ReadField.RUNNABLE_ADAPTER_TASK),
            JdkField.of(ReadField.FORK_RUNNABLE),
            JdkField.of(ReadField.FORK_ACTION),
            JdkField.of(ReadField.FORK_EXECUTE),
            JdkField.of(ReadField.FORK_INTERRUPTIBLE_RUNNABLE));

    private static final int COMPLETING = CopiedConstant.TASK_COMPLETING.asInt();

    private Futures() {}

    /** Whether a future has its outcome; false for a kind that is not known. */
    public static boolean done(Object future) {
        if (future instanceof FutureTask) {
            return STATE.getInt(future, 0) > COMPLETING;
        }
        if (future instanceof CompletableFuture) {
            return RESULT.get(future) != null;
        }
        // A negative status is DONE in 17 and 25.
        return future instanceof ForkJoinTask && STATUS.getInt(future, 0) < 0;
    }

    /** The thread that runs a {@code FutureTask}, or an interruptible fork-join task, now; null where unknown or none. */
    public static @Nullable Thread runner(Object future) {
        Object runner = RUNNER.get(future);
        if (runner == null) {
            runner = INTERRUPTIBLE_RUNNER.get(future);
        }
        return runner instanceof Thread thread ? thread : null;
    }

    /** The task inside a JDK wrapper, or null. */
    public static @Nullable Object wrapped(Object task) {
        for (JdkField field : WRAPPED) {
            Object inside = field.get(task);
            if (inside != null) {
                return inside;
            }
        }
        return null;
    }

    /** The {@code CompletableFuture} that a task or completion completes when it runs; null if it is none such. */
    public static @Nullable Object completes(Object task) {
        for (JdkField field : DEP) {
            Object dep = field.get(task);
            if (dep != null) {
                return dep;
            }
        }
        return null;
    }

    /** The newest entry of a {@code CompletableFuture}'s stack of dependents, or null. */
    public static @Nullable Object dependents(Object future) {
        return STACK.get(future);
    }

    /** The entry below, or null. */
    public static @Nullable Object next(Object completion) {
        return NEXT.get(completion);
    }

    /** The completion itself, or, of the second half of a pair, the pair. */
    public static Object whole(Object completion) {
        Object base = BASE.get(completion);
        return base == null ? completion : base;
    }

    /** The thread that sleeps in {@code get} or {@code join} behind this entry; null if it is no such entry. */
    public static @Nullable Thread signals(Object completion) {
        return SIGNALS.get(completion) instanceof Thread thread ? thread : null;
    }

    /** Whether the entry takes back the timer of {@code orTimeout} or {@code completeOnTimeout}: the future has a limit. */
    public static boolean isTimeLimit(Object completion) {
        Object function = WHEN_COMPLETE.get(completion);
        return function != null && function.getClass().getName().equals(UsedMember.CANCELLER.owner());
    }

    /** Whether one source is enough: {@code anyOf}, {@code applyToEither} and their like. */
    public static boolean needsOne(Object completion) {
        String name = completion.getClass().getName();
        return name.startsWith(CF + "$Or") || name.equals(CF + "$AnyOf");
    }

    /** The futures that a completion waits for; at most {@code limit}. */
    public static List<Object> sources(Object completion, int limit) {
        List<Object> sources = new ArrayList<>(2);
        if (ANY_SRCS.get(completion) instanceof Object[] any) {
            for (int i = 0; i < any.length && i < limit; i++) {
                if (any[i] != null) {
                    sources.add(any[i]);
                }
            }
            return sources;
        }
        Object first = SRC.get(completion);
        if (first != null) {
            sources.add(first);
        }
        Object second = SND.get(completion);
        if (second != null) {
            sources.add(second);
        }
        return sources;
    }
}
