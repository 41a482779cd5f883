package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.PinnedCarrier.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Stacks as JDK 25 shows them; those of 21 to 23 by their sources. */
class PinReasonTest {
    private static final StackTraceElement PARK = nativeFrame("jdk.internal.misc.Unsafe", "park");
    private static final StackTraceElement WAIT = nativeFrame("java.lang.Object", "wait0");

    private static StackTraceElement nativeFrame(String type, String method) {
        return new StackTraceElement(type, method, "X.java", -2);
    }

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, "X.java", 7);
    }

    private static PinReason of(Thread.State state, int feature, StackTraceElement... frames) {
        StackTraceElement[] stack = Arrays.copyOf(frames, frames.length + 1);
        stack[frames.length] = frame("java.lang.VirtualThread", "run");
        return PinReason.of(stack, state, feature);
    }

    @Test
    void aNativeFrameBelowTheWaitHoldsIt() {
        StackTraceElement[] frames = {
            PARK,
            frame("java.lang.VirtualThread", "parkOnCarrierThread"),
            frame("com.acme.Rates", "load"),
            nativeFrame("java.lang.Class", "forName0"),
            frame("com.acme.Shop", "run")
        };
        PinReason reason = of(Thread.State.WAITING, 25, frames);
        assertThat(reason.reason()).isEqualTo(Reason.NATIVE_FRAME);
        assertThat(reason.at()).hasToString("java.lang.Class.forName0(X.java)");
    }

    @Test
    void theInnermostFrameDecides() {
        PinReason reason = of(
                Thread.State.TIMED_WAITING,
                25,
                PARK,
                frame("com.acme.Rates", "<clinit>"),
                nativeFrame("java.lang.Class", "forName0"));
        assertThat(reason.reason()).isEqualTo(Reason.CLASS_INITIALISER);
        assertThat(reason.at()).hasToString("com.acme.Rates.<clinit>(X.java:7)");
    }

    @Test
    void theNativeMethodOfTheWaitHoldsNobody() {
        assertThat(of(Thread.State.WAITING, 25, WAIT, frame("com.acme.Rates", "load")))
                .isEqualTo(new PinReason(Reason.UNKNOWN, null));
    }

    @Test
    void beforeJdk24AMonitorHoldsIt() {
        assertThat(of(Thread.State.WAITING, 23, PARK, frame("com.acme.Rates", "load")))
                .isEqualTo(new PinReason(Reason.MONITOR, null));
        assertThat(of(Thread.State.BLOCKED, 21, frame("com.acme.Rates", "load")))
                .isEqualTo(new PinReason(Reason.MONITOR, null));
        assertThat(of(Thread.State.BLOCKED, 24, frame("com.acme.Rates", "load")))
                .isEqualTo(new PinReason(Reason.UNKNOWN, null));
    }

    @Test
    void oneThatRunsAndUsesNoCpuIsInANativeCallOrWaitsForAClass() {
        PinReason call = of(Thread.State.RUNNABLE, 25, nativeFrame("java.net.Inet6AddressImpl", "lookupAllHostAddr"));
        assertThat(call.reason()).isEqualTo(Reason.NATIVE_CALL);
        assertThat(of(Thread.State.RUNNABLE, 25, frame("com.acme.Shop", "price")))
                .isEqualTo(new PinReason(Reason.CLASS_BEING_INITIALISED, null));
    }
}
