package io.poolscope.probe;

import io.poolscope.jdk.JavaBase;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
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
        VarHandle threadId = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                .findVarHandle(Thread.class, "tid", long.class);
        Class.forName(PACKAGE + "Hooks", false, null).getField("threadId").set(null, threadId);
        Class<?> kind = Class.forName(PACKAGE + "TaskKind", false, null);
        kind.getField("callable").set(null, field("FutureTask", "callable", Callable.class));
        kind.getField("adapted").set(null, field("Executors$RunnableAdapter", "task", Runnable.class));
        kind.getField("supplied").set(null, field("CompletableFuture$AsyncSupply", "fn", Supplier.class));
        kind.getField("ran").set(null, field("CompletableFuture$AsyncRun", "fn", Runnable.class));
        FutureFields.give(Class.forName(PACKAGE + "Failures", false, null));
    }

    /** Null where this JDK has no such field: tasks then go by the class of their wrapper. */
    private static @Nullable VarHandle field(String owner, String name, Class<?> type) {
        try {
            Class<?> known = Class.forName("java.util.concurrent." + owner, false, null);
            return MethodHandles.privateLookupIn(known, MethodHandles.lookup()).findVarHandle(known, name, type);
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
