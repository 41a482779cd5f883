package io.poolscope.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads as their carriers show them: fields of a carrier lead to the virtual thread on it, without a list of all
 * virtual threads, which may be a million. Run on 25.
 *
 * <p>A carrier's own state is that of the virtual thread on it while that cannot leave: the JVM sets the state of the
 * platform thread when a pinned one parks ({@code VirtualThread.parkOnCarrierThread}), waits or enters a monitor. A virtual
 * thread that blocks normally has left its carrier.
 */
public final class VirtualThreads {
    /** {@code Continuation.run} sets it before the virtual thread's first frame, and takes it back behind the last. */
    private static final JdkField CONTINUATION = JdkField.of(ReadField.THREAD_CONTINUATION);

    private static final JdkField TARGET = JdkField.of(ReadField.CONTINUATION_TARGET);
    /** The body of every virtual thread is an anonymous class that has caught the thread. */
    private static final JdkField THREAD = JdkField.of(ReadField.VIRTUAL_BODY_THREAD);

    private static final JdkField CARRIER = JdkField.of(ReadField.VIRTUAL_CARRIER);
    /** 0 while the scheduler has not put another carrier in its place ({@code CarrierThread.beginBlocking}). */
    private static final JdkField COMPENSATING = JdkField.of(ReadField.CARRIER_COMPENSATING);

    private static final JdkField BLOCKING = JdkField.of(ReadField.CARRIER_BLOCKING);

    private VirtualThreads() {}

    /** Whether this JDK has all that is read here. Asked only where there is a virtual thread: it loads their classes. */
    public static boolean readable() {
        return CONTINUATION.present()
                && TARGET.present()
                && THREAD.present()
                && CARRIER.present()
                && StackHandle.ASYNC != null;
    }

    /** The virtual thread that a carrier carries now; null where it carries none. */
    public static @Nullable Thread on(Thread carrier) {
        Object virtual = THREAD.get(TARGET.get(CONTINUATION.get(carrier)));
        return virtual instanceof Thread thread && CARRIER.get(virtual) == carrier ? thread : null;
    }

    /** Whether the scheduler has another carrier in place of one whose virtual thread blocks. */
    public static boolean compensated(Thread carrier) {
        return COMPENSATING.getInt(carrier, 0) != 0 || BLOCKING.getBoolean(carrier, false);
    }

    /**
     * The stack of the virtual thread on a carrier, innermost first; null where it has just left. A handshake with this one
     * thread (13 us on 25), never a stop of all. Not {@link Thread#getStackTrace}: of a thread that has left meanwhile it
     * would take that out of its scheduler's hands for the time of the walk.
     */
    public static StackTraceElement @Nullable [] stackOn(Thread carrier) {
        Thread virtual = on(carrier);
        MethodHandle stack = StackHandle.ASYNC;
        if (virtual == null || stack == null) {
            return null;
        }
        try {
            StackTraceElement[] frames = (StackTraceElement[]) stack.invoke(virtual);
            return on(carrier) == virtual ? frames : null;
        } catch (Throwable e) {
            return null;
        }
    }

    /** Looked up when the first stack is asked for. */
    private static final class StackHandle {
        /** {@code Thread.asyncGetStackTrace} past what {@code VirtualThread} makes of it: null of one without a carrier. */
        static final @Nullable MethodHandle ASYNC = find();

        private static @Nullable MethodHandle find() {
            try {
                Class<?> virtual = Objects.requireNonNull(UsedMember.VIRTUAL_THREAD.type());
                UsedMember stack = UsedMember.THREAD_STACK;
                return MethodHandles.privateLookupIn(virtual, MethodHandles.lookup())
                        .findSpecial(Thread.class, stack.memberName(), stack.signature(), virtual);
            } catch (Throwable e) {
                return null;
            }
        }
    }
}
