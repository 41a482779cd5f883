package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.jdk.WovenMethod;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Which {@code CompletableFuture} a running {@code supplyAsync} or {@code runAsync} will complete. {@code run} clears
 * the fields {@code dep} and {@code fn} first, so nobody can read them from outside (17 and 25). And which function it
 * calls, as a class: that is the task's name.
 */
final class AsyncTaskProbe implements Probe {
    @Override
    public String name() {
        return "async-task";
    }

    @Override
    public List<Point> points() {
        return List.of(Point.at(WovenMethod.SUPPLY_RUN, Run.class), Point.at(WovenMethod.RUN_RUN, Run.class));
    }

    static final class Run {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static @Nullable WorkerRecord enter(
                @Advice.This Object task,
                @Advice.FieldValue("dep") CompletableFuture<?> future,
                @Advice.FieldValue("fn") Object function,
                @Advice.Local("completes") @Nullable Object completes,
                @Advice.Local("function") @Nullable Class<?> outer) {
            WorkerRecord record = Hooks.mine();
            if (record != null) {
                completes = record.completes;
                outer = record.function;
                Hooks.asyncStarted(record, task, future, function);
            }
            return record;
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(
                @Advice.Enter WorkerRecord record,
                @Advice.Local("completes") @Nullable Object completes,
                @Advice.Local("function") @Nullable Class<?> outer) {
            Hooks.asyncEnded(record, completes, outer);
        }
    }
}
