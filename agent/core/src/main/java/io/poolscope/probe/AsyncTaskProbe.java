package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;

/**
 * Which {@code CompletableFuture} a running {@code supplyAsync} or {@code runAsync} will complete. {@code run} clears
 * the field {@code dep} first, so nobody can read it from outside (17 and 25).
 */
final class AsyncTaskProbe implements Probe {
    @Override
    public String name() {
        return "async-task";
    }

    @Override
    public List<Point> points() {
        return List.of(
                Point.exact("CompletableFuture$AsyncSupply", "run", "()V", Run.class),
                Point.exact("CompletableFuture$AsyncRun", "run", "()V", Run.class));
    }

    static final class Run {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Object enter(@Advice.This Object task, @Advice.FieldValue("dep") CompletableFuture<?> future) {
            return Hooks.asyncStarted(task, future);
        }

        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Enter Object before) {
            Hooks.asyncEnded(before);
        }
    }
}
