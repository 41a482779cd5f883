package io.poolscope.probe;

import io.poolscope.bootstrap.Failures;
import java.util.ArrayList;
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

    private static final String TASK = "FutureTask";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Point> points() {
        List<Point> points = new ArrayList<>(List.of(
                Point.exact(TASK, "setException", "(Ljava/lang/Throwable;)", Fail.class),
                Point.exact(TASK, "report", "(I)", Report.class),
                Point.exact(TASK, "cancel", "(Z)", Look.class)));
        if (Runtime.version().feature() >= 19) {
            points.add(Point.exact(TASK, "state", "()", Look.class));
        }
        return points;
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
