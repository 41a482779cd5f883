package io.poolscope.watch;

import io.poolscope.jdk.JdkField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person calls a task: the class of the application's code inside the wrappers that {@code submit},
 * {@code supplyAsync} and fork-join put around it. Reads fields only; never calls the task.
 */
final class TaskNames {
    /** Deepest nesting met in the JDK is 3: a scheduled task around an adapter around the application's Runnable. */
    private static final int DEPTH = 4;

    private static final String LAMBDA = "$$Lambda";

    /** Field by field what is inside a wrapper, JDK 17 to 25; one that a JDK does not have is simply absent. */
    private static final List<JdkField> INSIDE = List.of(
            JdkField.of("java.util.concurrent.FutureTask", "callable"),
            JdkField.of("java.util.concurrent.Executors$RunnableAdapter", "task"),
            JdkField.of("java.util.concurrent.Executors$PrivilegedCallable", "task"),
            JdkField.of("java.util.concurrent.CompletableFuture$AsyncSupply", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$AsyncRun", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$UniApply", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$UniAccept", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$UniRun", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$UniWhenComplete", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$UniHandle", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$UniExceptionally", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$UniCompose", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$BiApply", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$BiAccept", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$BiRun", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$OrApply", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$OrAccept", "fn"),
            JdkField.of("java.util.concurrent.CompletableFuture$OrRun", "fn"),
            JdkField.of("java.util.concurrent.ForkJoinTask$AdaptedRunnable", "runnable"),
            JdkField.of("java.util.concurrent.ForkJoinTask$AdaptedRunnableAction", "runnable"),
            JdkField.of("java.util.concurrent.ForkJoinTask$AdaptedCallable", "callable"),
            JdkField.of("java.util.concurrent.ForkJoinTask$AdaptedInterruptibleCallable", "callable"),
            JdkField.of("java.util.concurrent.ForkJoinTask$AdaptedInterruptibleRunnable", "runnable"),
            JdkField.of("java.util.concurrent.ForkJoinTask$RunnableExecuteAction", "runnable"),
            JdkField.of("java.util.concurrent.DelayScheduler$ScheduledForkJoinTask", "callable"),
            JdkField.of("java.util.concurrent.DelayScheduler$ScheduledForkJoinTask", "runnable"));

    private TaskNames() {}

    /**
     * The binary class name of a task, unwrapped; of a lambda the class that it stands in, {@code com.acme.Foo$$Lambda}.
     * Null for null.
     */
    static @Nullable String of(@Nullable Object task) {
        return task == null ? null : of(inside(task).getClass());
    }

    /** The name of a class as tasks are named: without what the JVM appends to a lambda's. */
    static String of(Class<?> type) {
        String name = type.getName();
        int lambda = name.indexOf(LAMBDA);
        return lambda < 0 ? name : name.substring(0, lambda + LAMBDA.length());
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
        return null;
    }
}
