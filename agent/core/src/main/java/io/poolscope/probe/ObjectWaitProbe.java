package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.jdk.WovenMethod;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Workers that wait in {@code Object.wait}, counted and timed exactly. Off unless asked for: it changes
 * {@code java.lang.Object}. On 17 and 18 {@code wait(long)} is native and cannot take advice; there {@link CallSites}
 * changes the calls in application classes instead.
 */
final class ObjectWaitProbe implements Probe {
    static final String NAME = "object-wait";

    static boolean atCallSites() {
        return !WovenMethod.OBJECT_WAIT.in(Runtime.version().feature());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Point> points() {
        return List.of(Point.at(WovenMethod.OBJECT_WAIT, Wait.class));
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
