package io.poolscope.probe;

import io.poolscope.bootstrap.Promises;
import io.poolscope.jdk.WovenMethod;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Promises used beyond what they are for: completed when they are complete, and a {@code FutureTask} that runs although
 * it has run. The state is one that {@code run} reads anyway: 2 has a result, 3 has failed (17 and 25); a task that was
 * cancelled in its queue is run by its worker as a matter of course.
 */
final class PromiseProbe implements Probe {
    static final String NAME = "promise";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Point> points() {
        return List.of(
                Point.at(WovenMethod.FUTURE_COMPLETE, Complete.class),
                Point.at(WovenMethod.FUTURE_COMPLETE_EXCEPTIONALLY, Fail.class),
                Point.at(WovenMethod.TASK_RUN, Run.class));
    }

    static final class Complete {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object future, @Advice.Return boolean taken) {
            if (!taken) {
                Promises.tooLate(future);
            }
        }
    }

    static final class Fail {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.This Object future, @Advice.Argument(0) Throwable thrown, @Advice.Return boolean taken) {
            Promises.completed(future, thrown, taken);
        }
    }

    static final class Run {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object task, @Advice.FieldValue("state") int state) {
            if (state == 2 || state == 3) {
                Promises.ranAgain(task);
            }
        }
    }
}
