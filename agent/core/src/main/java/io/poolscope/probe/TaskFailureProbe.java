package io.poolscope.probe;

import io.poolscope.bootstrap.Failures;
import io.poolscope.jdk.WovenMethod;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Failures of a {@code FutureTask}, and whether anybody reads them: {@code report} throws them out of every {@code get},
 * {@code state} tells of them (from 19 on, {@code exceptionNow} and {@code resultNow} ask it), and who cancels a task
 * that has failed does not care. A task that succeeds passes none of it but a comparison in {@code state}.
 */
final class TaskFailureProbe implements Probe {
    static final String NAME = "task-failure";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Point> points() {
        return List.of(
                Point.at(WovenMethod.TASK_SET_EXCEPTION, Fail.class),
                Point.at(WovenMethod.TASK_REPORT, Report.class),
                Point.at(WovenMethod.TASK_CANCEL, Look.class),
                Point.at(WovenMethod.TASK_STATE, Look.class));
    }

    static final class Fail {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.FieldValue("callable") Object callable, @Advice.Argument(0) Throwable thrown) {
            Failures.taskFailed(callable, thrown);
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.FieldValue("state") int state, @Advice.Argument(0) Throwable thrown) {
            Failures.taskSettled(state, thrown);
        }
    }

    static final class Report {
        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(@Advice.Thrown @Nullable Throwable thrown) {
            if (thrown != null) {
                Failures.read(thrown);
            }
        }
    }

    static final class Look {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.FieldValue("state") int state, @Advice.FieldValue("outcome") Object outcome) {
            if (state == 3) {
                Failures.readOutcome(outcome);
            }
        }
    }
}
