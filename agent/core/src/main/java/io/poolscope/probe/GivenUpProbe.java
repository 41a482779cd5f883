package io.poolscope.probe;

import io.poolscope.bootstrap.Promises;
import io.poolscope.jdk.WovenMethod;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Futures that somebody gave up on: {@code get} with a time limit that passed, {@code cancel}, and {@code orTimeout},
 * whose timer calls {@code completeExceptionally} with a {@code TimeoutException} (17 and 25). A {@code FutureTask} that
 * is cancelled before it runs is none: its runner is null.
 */
final class GivenUpProbe implements Probe {
    static final String NAME = "given-up";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Point> points() {
        return List.of(
                Point.at(WovenMethod.TASK_GET, Get.class),
                Point.at(WovenMethod.TASK_CANCEL, CancelTask.class),
                Point.at(WovenMethod.FUTURE_TIMED_GET, Get.class),
                Point.at(WovenMethod.FUTURE_CANCEL, CancelStage.class));
    }

    static final class Get {
        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.This Object future, @Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                Promises.threw(future, thrown);
            }
        }
    }

    static final class CancelTask {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Object future,
                @Advice.FieldValue("runner") @Nullable Object runner,
                @Advice.Return boolean cancelled) {
            if (cancelled && runner != null) {
                Promises.cancelled(future);
            }
        }
    }

    static final class CancelStage {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object future, @Advice.Return boolean cancelled) {
            if (cancelled) {
                Promises.cancelled(future);
            }
        }
    }
}
