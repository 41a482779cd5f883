package io.poolscope.watch;

import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PinnedCarrier.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Why a virtual thread cannot leave its carrier, by its stack.
 *
 * <p>What was run: native frames and class initialisers on 25. Read in the sources and not run: on 21 to 23 a thread that
 * holds a monitor, or waits for one, stays on its carrier ({@code Continuation.Pinned.MONITOR},
 * {@code ObjectMonitor::enter}); JEP 491 ended that in 24.
 *
 * @param reason what holds it
 * @param at the frame that does; null where the JVM shows none
 */
record PinReason(Reason reason, @Nullable CodeLocation at) {
    /** The last release that pins by monitors. */
    private static final int MONITORS_PIN = 23;

    /**
     * The reason.
     *
     * @param stack of the virtual thread, innermost first, not empty
     * @param state of its carrier
     * @param feature of the JVM
     */
    static PinReason of(StackTraceElement[] stack, Thread.State state, int feature) {
        if (state == Thread.State.RUNNABLE) {
            return stack[0].isNativeMethod()
                    ? new PinReason(Reason.NATIVE_CALL, CodeLocation.of(stack[0]))
                    : new PinReason(Reason.CLASS_BEING_INITIALISED, null);
        }
        // The innermost frame is the wait itself: Unsafe.park or Object.wait0, which are native and hold nobody.
        for (int i = blocks(stack[0]) ? 1 : 0; i < stack.length; i++) {
            if (stack[i].isNativeMethod()) {
                return new PinReason(Reason.NATIVE_FRAME, CodeLocation.of(stack[i]));
            }
            if (stack[i].getMethodName().equals("<clinit>")) {
                return new PinReason(Reason.CLASS_INITIALISER, CodeLocation.of(stack[i]));
            }
        }
        return new PinReason(feature <= MONITORS_PIN ? Reason.MONITOR : Reason.UNKNOWN, null);
    }

    private static boolean blocks(StackTraceElement top) {
        return top.getClassName().equals("jdk.internal.misc.Unsafe")
                || top.getClassName().equals("java.lang.Object");
    }
}
