package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.jdk.WovenMethod;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Which task a fork-join worker took from a queue. {@code topLevelExec} is called once for it and for all that it forks
 * and finds in the worker's own queue; its other parameters differ (a queue on 17, an {@code int} on 25).
 * {@code ForkJoinTask.doExec} and {@code awaitDone} are left alone: they run at every fork and join.
 */
final class ForkJoinTaskProbe implements Probe {
    @Override
    public String name() {
        return "fork-join-task";
    }

    @Override
    public List<Point> points() {
        return List.of(new Point(
                List.of(WovenMethod.LANE_EXEC_FROM, WovenMethod.LANE_EXEC_CONFIGURED, WovenMethod.LANE_EXEC),
                Burst.class));
    }

    static final class Burst {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static WorkerRecord enter(@Advice.Argument(0) Object task) {
            return Hooks.forkJoinStarted(task);
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Enter WorkerRecord record) {
            Hooks.forkJoinEnded(record);
        }
    }
}
