package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativePrefixTest {
    private static final int NATIVE = -2;

    private static StackTraceElement frame(String type, String method, int line) {
        return new StackTraceElement(type, method, "A.java", line);
    }

    @Test
    void aCallThatAnotherAgentHasWrappedIsKnownByItsName() {
        StackTraceElement below = frame("java.util.concurrent.locks.LockSupport", "park", 211);
        StackTraceElement[] plain = NativePrefix.without(new StackTraceElement[] {
            frame("jdk.internal.misc.Unsafe", "$$BlockHound$$_park", NATIVE),
            frame("jdk.internal.misc.Unsafe", "park", -1),
            below
        });

        assertThat(plain).hasSize(2);
        assertThat(plain[0].getMethodName()).isEqualTo("park");
        assertThat(plain[0].isNativeMethod()).isTrue();
        assertThat(plain[1]).isSameAs(below);
    }

    @Test
    void otherStacksAreLeftAsTheyAre() {
        StackTraceElement park = frame("jdk.internal.misc.Unsafe", "park", NATIVE);
        StackTraceElement[][] stacks = {
            {},
            {park},
            {park, frame("java.util.concurrent.locks.LockSupport", "park", 211)},
            {frame("a.B", "readAll", NATIVE), frame("a.B", "read", 3)},
            {frame("a.B", "my_read", 7), frame("a.B", "read", 3)},
            {frame("a.B", "my_read", NATIVE), frame("a.C", "read", 3)},
        };
        for (StackTraceElement[] stack : stacks) {
            assertThat(NativePrefix.without(stack)).isSameAs(stack);
        }
    }
}
