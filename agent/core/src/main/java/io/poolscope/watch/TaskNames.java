package io.poolscope.watch;

import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.jdk.JdkField;
import io.poolscope.jdk.ReadField;
import io.poolscope.pool.LibraryFutures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a person calls a task: the class of the application's code inside the wrappers that {@code submit},
 * {@code supplyAsync} and fork-join put around it. Reads fields only; never calls the task.
 */
final class TaskNames {
    /** Deepest nesting met in the JDK is 3: a scheduled task around an adapter around the application's Runnable. */
    private static final int DEPTH = 4;

    private static final String LAMBDA = "$$Lambda";
    private static final String COROUTINES = "kotlinx.coroutines.";

    /** Field by field what is inside a wrapper, JDK 17 to 25; one that a JDK does not have is simply absent. */
    private static final List<JdkField> INSIDE = List.of(
            JdkField.of(ReadField.TASK_CALLABLE),
            JdkField.of(ReadField.RUNNABLE_ADAPTER_TASK),
            JdkField.of(ReadField.PRIVILEGED_TASK),
            JdkField.of(ReadField.SUPPLY_FN),
            JdkField.of(ReadField.RUN_FN),
            JdkField.of(ReadField.UNI_APPLY_FN),
            JdkField.of(ReadField.UNI_ACCEPT_FN),
            JdkField.of(ReadField.UNI_RUN_FN),
            JdkField.of(ReadField.UNI_WHEN_COMPLETE_FN),
            JdkField.of(ReadField.UNI_HANDLE_FN),
            JdkField.of(ReadField.UNI_EXCEPTIONALLY_FN),
            JdkField.of(ReadField.UNI_COMPOSE_FN),
            JdkField.of(ReadField.BI_APPLY_FN),
            JdkField.of(ReadField.BI_ACCEPT_FN),
            JdkField.of(ReadField.BI_RUN_FN),
            JdkField.of(ReadField.OR_APPLY_FN),
            JdkField.of(ReadField.OR_ACCEPT_FN),
            JdkField.of(ReadField.OR_RUN_FN),
            JdkField.of(ReadField.FORK_RUNNABLE),
            JdkField.of(ReadField.FORK_ACTION),
            JdkField.of(ReadField.FORK_CALLABLE),
            JdkField.of(ReadField.FORK_INTERRUPTIBLE_CALLABLE),
            JdkField.of(ReadField.FORK_INTERRUPTIBLE_RUNNABLE),
            JdkField.of(ReadField.FORK_EXECUTE),
            JdkField.of(ReadField.DELAYED_FORK_CALLABLE),
            JdkField.of(ReadField.DELAYED_FORK_RUNNABLE));

    private TaskNames() {}

    /**
     * The kind of a task: the binary name of its class, unwrapped, as the JVM has it, so that two lambdas of one class
     * are two kinds. Null for null, and for a class of the JDK: that is machinery, of which no two uses have anything in
     * common.
     */
    static @Nullable String of(@Nullable Object task) {
        return task == null ? null : kind(inside(task).getClass());
    }

    /**
     * The kind of the task that a worker runs; null where none is known. A running {@code AsyncSupply} or
     * {@code AsyncRun} has let go of its function already (17 and 25): the probe kept the class.
     */
    static @Nullable String running(WorkerRecord worker) {
        Object task = worker.task;
        if (task == null) {
            return null;
        }
        Object inside = inside(task);
        Class<?> function = worker.function;
        return function != null && inside instanceof CompletableFuture.AsynchronousCompletionTask
                ? kind(function)
                : kind(inside.getClass());
    }

    /** The kind of tasks of a class; null for one of the JDK, and for a step of whichever coroutine. */
    static @Nullable String kind(Class<?> type) {
        String name = type.getName();
        return Traces.ofTheJdk(name) || name.startsWith(COROUTINES) ? null : name;
    }

    /** The name of a kind of task in a snapshot: without what the JVM appends to a lambda's, which differs in each run. */
    static @Nullable String shown(@Nullable String kind) {
        int lambda = kind == null ? -1 : kind.indexOf(LAMBDA);
        return kind == null || lambda < 0 ? kind : kind.substring(0, lambda + LAMBDA.length());
    }

    /** The innermost object that still is a task: what the application handed over. */
    static Object inside(Object task) {
        Object innermost = task;
        for (int depth = 0; depth < DEPTH; depth++) {
            Object next = unwrap(innermost);
            if (next == null) {
                break;
            }
            innermost = next;
        }
        return innermost;
    }

    private static @Nullable Object unwrap(Object task) {
        for (JdkField field : INSIDE) {
            Object next = field.get(task);
            if (next != null) {
                return next;
            }
        }
        return LibraryFutures.inside(task);
    }
}
