package io.poolscope.tests.hotpath;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What each hook executes on the way of every task: its instructions in poolscope's own classes, and what it calls, makes or
 * locks beyond them. It is run, not read: copies of the classes count themselves. No stamp is granted, nothing has failed, no
 * task is picked to be timed; that is the state between two samples.
 */
final class HookCode {

    /** Of so many runs the shortest counts: in one of them the machine may have made a wait a long one. */
    private static final int RUNS = 5;

    private static final Object POOL = new Object();
    private static final Object TASK = new Object();
    private static final Object FUTURE = new CompletableFuture<String>();

    private final Map<String, Method> hooks = new HashMap<>();

    private HookCode(ClassLoader copies) throws ReflectiveOperationException {
        for (String name : new String[] {"Hooks", "TaskStory", "Failures", "Promises"}) {
            Class<?> type = Class.forName("io.poolscope.bootstrap." + name, false, copies);
            for (Method method : type.getMethods()) {
                hooks.put(name + "." + method.getName(), method);
            }
        }
        VarHandle threadId = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                .findVarHandle(Thread.class, "tid", long.class);
        Class.forName("io.poolscope.bootstrap.Hooks", false, copies)
                .getField("threadId")
                .set(null, threadId);
    }

    private interface Step {
        void run() throws ReflectiveOperationException;
    }

    static void print(String jar) throws Exception {
        new HookCode(new CountedClasses(jar)).print();
    }

    private void print() throws ReflectiveOperationException {
        call("Hooks.start", false, find("java.lang.VirtualThread"), find("jdk.internal.misc.CarrierThread"));
        call("Hooks.grant", 0);
        submissions("no worker");
        row("wait for a future, no worker", () -> waits());
        row("is any failure unread", () -> call("Failures.any"));

        call("Hooks.workerStarted", TASK);
        inTask(() -> submissions("a worker"));
        row("next task of a worker", this::nextTask);
        row("task of a fork-join worker", () -> call("Hooks.forkJoinEnded", call("Hooks.forkJoinStarted", TASK)));
        inTask(() -> row("function of a future", this::function));
        row("wait for a future, a worker", this::nextTask, this::waits);
        row("complete, in time", () -> call("Promises.completed", FUTURE, null, true));
        row("exception of a get that is none of a time limit", () -> call("Promises.threw", FUTURE, new Exception()));

        call("Hooks.stop");
        submissions("switched off");
        row("next task of a worker, switched off", this::nextTask);
        row("wait for a future, switched off", this::waits);
    }

    private void submissions(String by) throws ReflectiveOperationException {
        for (String hook : new String[] {"executed", "scheduled", "forkJoinSubmitted"}) {
            row(hook + ", " + by, () -> call("Hooks." + hook, POOL, TASK));
        }
        row("supplied, " + by, () -> call("Hooks.supplied", FUTURE));
        row("future made, " + by, () -> call("TaskStory.made", FUTURE));
    }

    private void nextTask() throws ReflectiveOperationException {
        call("Hooks.taskTaken", call("Hooks.taskEnded"), TASK);
    }

    private void waits() throws ReflectiveOperationException {
        call("Hooks.waitEnded", call("Hooks.waitStarted", FUTURE));
    }

    private void function() throws ReflectiveOperationException {
        Object worker = call("Hooks.mine");
        call("Hooks.asyncStarted", worker, TASK, FUTURE, TASK);
        call("Hooks.asyncEnded", worker, null, null);
    }

    private void inTask(Step step) throws ReflectiveOperationException {
        nextTask();
        step.run();
        nextTask();
    }

    private static void row(String what, Step step) throws ReflectiveOperationException {
        row(what, () -> {}, step);
    }

    private static void row(String what, Step before, Step step) throws ReflectiveOperationException {
        int fewest = Integer.MAX_VALUE;
        String calls = "";
        for (int i = 0; i < RUNS; i++) {
            before.run();
            Tick.reset();
            step.run();
            if (Tick.instructions() < fewest) {
                fewest = Tick.instructions();
                calls = Tick.calls();
            }
        }
        System.out.println("hook " + what + ": " + fewest + (calls.isEmpty() ? "" : "; " + calls));
    }

    private @Nullable Object call(String hook, @Nullable Object... arguments) throws ReflectiveOperationException {
        Method method = hooks.get(hook);
        if (method == null) {
            throw new NoSuchMethodException(hook);
        }
        return method.invoke(null, arguments);
    }

    private static @Nullable Class<?> find(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
