package io.poolscope.tests.program;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * An executor with a thread for each task (21 and later; this source is compiled for 17, where it is called by name). Platform
 * threads that wait ({@code sick}), or sleep ({@code healthy}); virtual threads that wait ({@code virtual}); and, on 25
 * with its previews, workers of a pool that wait for the subtasks of a scope ({@code scope}).
 */
public final class PerTask {

    private PerTask() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        switch (args[0]) {
            case "sick" -> Load.of(6, platform(), () -> Slow.answer().join()); // mark: per task
            case "healthy" -> Load.of(6, platform(), () -> Slow.sleep(100));
            case "virtual" -> Load.of(6, virtual(), () -> Slow.answer().join());
            default ->
                Load.of(4, Executors.newFixedThreadPool(4, Threads.named("orders")), () -> {
                    Threads.Body body = PerTask::scope;
                    body.runUnchecked();
                });
        }
        Lifeline.moment("there");
        Lifeline.stay();
    }

    private static ExecutorService platform() throws Exception {
        return (ExecutorService) call(
                Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class),
                null,
                Threads.named("per-task"));
    }

    private static ExecutorService virtual() throws Exception {
        return (ExecutorService) call(Executors.class.getMethod("newVirtualThreadPerTaskExecutor"), null);
    }

    private static void scope() throws Exception {
        Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
        try (AutoCloseable scope = (AutoCloseable) call(type.getMethod("open"), null)) {
            Callable<String> subtask = () -> {
                Slow.sleep(200);
                return "done";
            };
            call(type.getMethod("fork", Callable.class), scope, subtask);
            call(type.getMethod("fork", Callable.class), scope, subtask);
            type.getMethod("join").invoke(scope); // mark: scope
        }
    }

    private static Object call(Method method, @org.jspecify.annotations.Nullable Object on, Object... arguments)
            throws Exception {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
