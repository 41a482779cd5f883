package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.jdk.WovenMethod;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Tasks that a {@code ThreadPoolExecutor} refuses: each is counted, some leave their stack. {@code reject} comes before
 * the handler, so a task that the caller then runs itself, or that is dropped in silence, counts too.
 */
final class RejectedProbe implements Probe {
    @Override
    public String name() {
        return "rejected";
    }

    @Override
    public List<Point> points() {
        return List.of(Point.at(WovenMethod.POOL_REJECT, Reject.class));
    }

    static final class Reject {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object pool, @Advice.Argument(0) Object task) {
            Hooks.rejected(pool, task);
        }
    }
}
