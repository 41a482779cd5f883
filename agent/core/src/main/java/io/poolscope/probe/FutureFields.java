package io.poolscope.probe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;

/**
 * Ways into private fields of futures and exceptions for the hooks (names of 17 and 25). Nothing is initialised by it:
 * that of {@code CompletableFuture} would fix the size of the common pool. One that a JDK does not have stays null, and
 * what needs it sees nothing.
 */
final class FutureFields {
    private static final String FUTURE = "java.util.concurrent.CompletableFuture";

    private FutureFields() {}

    /** Sets the fields of the bootstrap class that wants them, by reflection: this class must not link to it. */
    static void give(Class<?> failures) throws IllegalAccessException, NoSuchFieldException {
        try {
            Class<?> failed = Class.forName(FUTURE + "$AltResult", false, null);
            Class<?> dependent = Class.forName(FUTURE + "$Completion", false, null);
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            set(
                    failures,
                    "causeOfThrowable",
                    MethodHandles.privateLookupIn(Throwable.class, lookup)
                            .findVarHandle(Throwable.class, "cause", Throwable.class));
            set(
                    failures,
                    "resultOfFuture",
                    MethodHandles.privateLookupIn(CompletableFuture.class, lookup)
                            .findVarHandle(CompletableFuture.class, "result", Object.class));
            set(
                    failures,
                    "failureOfResult",
                    MethodHandles.privateLookupIn(failed, lookup).findVarHandle(failed, "ex", Throwable.class));
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(dependent, lookup);
            set(failures, "nextOfDependent", inside.findVarHandle(dependent, "next", dependent));
            set(
                    failures,
                    "liveDependent",
                    inside.findVirtual(dependent, "isLive", MethodType.methodType(boolean.class))
                            .asType(MethodType.methodType(boolean.class, Object.class)));
            set(failures, "failedResult", failed);
        } catch (ReflectiveOperationException absent) {
            // All or none: half of them would tell half truths.
            set(failures, "failedResult", null);
        }
    }

    private static void set(Class<?> failures, String field, @org.jspecify.annotations.Nullable Object value)
            throws IllegalAccessException, NoSuchFieldException {
        failures.getField(field).set(null, value);
    }
}
