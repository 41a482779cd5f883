package io.poolscope.probe;

import io.poolscope.bootstrap.Deaths;
import io.poolscope.bootstrap.Hooks;
import io.poolscope.jdk.WovenMethod;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Tasks that end with an exception on a worker: caught by their {@code FutureTask}, by the {@code CompletableFuture} of
 * which they are a stage (a failure that is only passed on uses the other {@code completeThrowable}), or by nobody, in
 * which case the worker dies.
 */
final class FailedProbe implements Probe {
    @Override
    public String name() {
        return "failed";
    }

    @Override
    public List<Point> points() {
        return List.of(
                Point.at(WovenMethod.TASK_SET_EXCEPTION, Future.class),
                Point.at(WovenMethod.FUTURE_FAIL, Future.class),
                Point.at(WovenMethod.POOL_WORKER_EXIT, Death.class),
                Point.at(WovenMethod.WORKER_RUN, Uncaught.class));
    }

    static final class Future {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object future) {
            Hooks.failed(future);
        }
    }

    static final class Death {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.Argument(1) boolean abruptly) {
            if (abruptly) {
                Hooks.failed(null);
            }
        }
    }

    /** What {@code runWorker} rethrows ends the thread. Of one that has run since before the probe came nothing is told. */
    static final class Uncaught {
        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.FieldValue("this$0") Object pool, @Advice.Thrown Throwable thrown) {
            if (thrown != null) {
                Deaths.died(pool, thrown);
            }
        }
    }
}
