package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Workers that wait in {@code Object.wait}, counted and timed exactly. Off unless asked for: it changes
 * {@code java.lang.Object}. On 17 and 18 {@code wait(long)} is native and cannot take advice; there {@link CallSites}
 * changes the calls in application classes instead.
 */
final class ObjectWaitProbe implements Probe {
    static final String NAME = "object-wait";
    /** The first JDK whose {@code Object.wait(long)} is a Java method, above {@code wait0}. */
    private static final int JAVA_METHOD_SINCE = 19;

    static boolean atCallSites() {
        return Runtime.version().feature() < JAVA_METHOD_SINCE;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Point> points() {
        return atCallSites() ? List.of() : List.of(new Point("java.lang.Object", "wait", "(J)V", Wait.class));
    }

    @Override
    public boolean onByDefault() {
        return false;
    }

    static final class Wait {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static long enter() {
            return Hooks.objectWaitStarted();
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Enter long since) {
            Hooks.objectWaitEnded(since);
        }
    }
}
