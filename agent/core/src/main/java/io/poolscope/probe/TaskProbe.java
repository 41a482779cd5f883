package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.jdk.WovenMethod;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Which task a worker of a {@code ThreadPoolExecutor} runs. The first task of a worker does not come out of
 * {@code getTask}; it lies in the field {@code Worker.firstTask} until {@code runWorker} takes it (17 and 25).
 */
final class TaskProbe implements Probe {
    static final String NAME = "task";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Point> points() {
        return List.of(
                Point.at(WovenMethod.WORKER_RUN, FirstTask.class),
                Point.at(WovenMethod.POOL_GET_TASK, NextTask.class),
                Point.at(WovenMethod.POOL_WORKER_EXIT, End.class));
    }

    static final class FirstTask {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.FieldValue("firstTask") Runnable task) {
            Hooks.workerStarted(task);
        }
    }

    static final class NextTask {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static WorkerRecord enter() {
            return Hooks.taskEnded();
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Enter WorkerRecord record, @Advice.Return Runnable task) {
            Hooks.taskTaken(record, task);
        }
    }

    static final class End {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit() {
            Hooks.workerEnded();
        }
    }
}
