package io.poolscope.probe;

import io.poolscope.jdk.ReadField;
import io.poolscope.jdk.UsedMember;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Ways into private fields of futures and exceptions for the hooks. Nothing is initialised by it: that of
 * {@code CompletableFuture} would fix the size of the common pool. Where a JDK does not have all of them, what needs them
 * sees nothing.
 */
final class FutureFields {
    private FutureFields() {}

    /** Sets the fields of the bootstrap class that wants them, by reflection: this class must not link to it. */
    static void give(Class<?> failures) throws IllegalAccessException, NoSuchFieldException {
        try {
            set(failures, "causeOfThrowable", ReadField.THROWABLE_CAUSE.handle());
            set(failures, "resultOfFuture", ReadField.FUTURE_RESULT.handle());
            set(failures, "failureOfResult", ReadField.ALT_RESULT_EX.handle());
            set(failures, "nextOfDependent", ReadField.COMPLETION_NEXT.handle());
            MethodHandle live = UsedMember.COMPLETION_IS_LIVE.ofInstance();
            set(
                    failures,
                    "liveDependent",
                    live == null ? null : live.asType(MethodType.methodType(boolean.class, Object.class)));
            set(failures, "failedResult", live == null ? null : UsedMember.ALT_RESULT.type());
        } catch (ReflectiveOperationException absent) {
            // All or none: half of them would tell half truths.
            set(failures, "failedResult", null);
        }
    }

    private static void set(Class<?> failures, String field, @Nullable Object value)
            throws IllegalAccessException, NoSuchFieldException {
        failures.getField(field).set(null, value);
    }
}
