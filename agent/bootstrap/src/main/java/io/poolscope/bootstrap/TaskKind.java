package io.poolscope.bootstrap;

import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * What the application handed over, inside the wrappers of the JDK: these let go of it as they start or end, so that by the
 * time poolscope's thread looks it is gone. Reads fields, calls nothing of the task's.
 */
public final class TaskKind {
    // Set by the core right after it has defined this class; null where it could not get at a field.
    /** Reads {@code FutureTask.callable}. */
    public static VarHandle callable;
    /** Reads {@code Executors.RunnableAdapter.task}. */
    public static VarHandle adapted;
    /** Reads {@code CompletableFuture.AsyncSupply.fn}. */
    public static VarHandle supplied;
    /** Reads {@code CompletableFuture.AsyncRun.fn}. */
    public static VarHandle ran;

    private static final Class<?> SUPPLY = find("java.util.concurrent.CompletableFuture$AsyncSupply");
    private static final Class<?> RUN = find("java.util.concurrent.CompletableFuture$AsyncRun");
    private static final Class<?> ADAPTER = find("java.util.concurrent.Executors$RunnableAdapter");

    private TaskKind() {}

    /** Whether a task is what {@code supplyAsync} or {@code runAsync} hand to an executor. */
    static boolean isAsync(Object task) {
        return task.getClass() == SUPPLY || task.getClass() == RUN;
    }

    /** The class of a task inside its wrappers; null for none. Any thread. */
    static Class<?> of(Object task) {
        if (task == null) {
            return null;
        }
        Object inside = task;
        if (callable != null && task instanceof FutureTask) {
            inside = or(task, (Callable<?>) callable.get((FutureTask<?>) task));
            if (adapted != null && inside.getClass() == ADAPTER) {
                inside = or(inside, (Runnable) adapted.get(inside));
            }
        } else if (supplied != null && task.getClass() == SUPPLY) {
            inside = or(task, (Supplier<?>) supplied.get(task));
        } else if (ran != null && task.getClass() == RUN) {
            inside = or(task, (Runnable) ran.get(task));
        }
        return inside.getClass();
    }

    private static Object or(Object wrapper, Object inside) {
        return inside == null ? wrapper : inside;
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
