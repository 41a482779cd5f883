package io.poolscope.probe;

import io.poolscope.jdk.JavaBase;
import io.poolscope.jdk.ReadField;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The classes that run in the bootstrap loader, and their definition there. */
public final class BootstrapClasses {
    private static final String PACKAGE = "io.poolscope.bootstrap.";

    /** Binary names, each after those that it needs to be linked. */
    public static final List<String> NAMES = List.of(
            PACKAGE + "Trace",
            PACKAGE + "TaskKind",
            PACKAGE + "Stamp",
            PACKAGE + "TaskTimes",
            PACKAGE + "TaskStamps",
            PACKAGE + "StampRing",
            PACKAGE + "Story",
            PACKAGE + "TaskClock",
            PACKAGE + "TaskStory",
            PACKAGE + "WorkerRecord",
            PACKAGE + "PoolRecord",
            PACKAGE + "Deaths",
            PACKAGE + "Failure",
            PACKAGE + "RacedFutures",
            PACKAGE + "Outcomes",
            PACKAGE + "Failures",
            PACKAGE + "MergedFailures",
            PACKAGE + "Promises",
            PACKAGE + "Records",
            PACKAGE + "Hooks",
            PACKAGE + "MonitorWait");

    private BootstrapClasses() {}

    /**
     * Defines what is not there yet: a second attach finds the classes of the first. Must run before any class of this
     * loader that speaks of them is linked, and after {@link io.poolscope.jdk.Opening#open}.
     *
     * @param bytes gives the class file of a binary name
     * @throws Throwable if a class cannot be defined; those before it stay, and are found at the next try
     */
    public static void define(Function<String, byte[]> bytes) throws Throwable {
        for (String name : NAMES) {
            if (!defined(name)) {
                JavaBase.defineBootstrapClass(name, bytes.apply(name));
            }
        }
        // By reflection: this class must not link to one that it is about to define.
        Class.forName(PACKAGE + "Hooks", false, null).getField("threadId").set(null, ReadField.THREAD_TID.handle());
        Class<?> kind = Class.forName(PACKAGE + "TaskKind", false, null);
        kind.getField("callable").set(null, handle(ReadField.TASK_CALLABLE));
        kind.getField("adapted").set(null, handle(ReadField.RUNNABLE_ADAPTER_TASK));
        kind.getField("supplied").set(null, handle(ReadField.SUPPLY_FN));
        kind.getField("ran").set(null, handle(ReadField.RUN_FN));
        FutureFields.give(Class.forName(PACKAGE + "Failures", false, null));
    }

    /** Null where this JDK has no such field: tasks then go by the class of their wrapper. */
    private static @Nullable VarHandle handle(ReadField field) {
        try {
            return field.handle();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static boolean defined(String name) {
        try {
            Class.forName(name, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
