package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.bootstrap.TaskStory;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Where tasks are handed to pools, for a bounded number of them; with {@code timing=all} also when, for each. A
 * {@code ScheduledThreadPoolExecutor} takes every task through {@code delayedExecute} and never calls the
 * {@code execute} of its superclass (17 and 25).
 */
final class SubmitSiteProbe implements Probe {
    private static final String POOL = "ForkJoinPool";
    private static final String FUTURE = "CompletableFuture";
    // The result type keeps the bridge methods of 25 apart, which call these.
    private static final String TASK = ")Ljava/util/concurrent/ForkJoinTask;";

    @Override
    public String name() {
        return "submit-site";
    }

    @Override
    public List<Point> points() {
        return List.of(
                Point.exact("ThreadPoolExecutor", "execute", "(Ljava/lang/Runnable;)V", Execute.class),
                Point.any("ScheduledThreadPoolExecutor", "delayedExecute", Schedule.class),
                Point.exact(POOL, "execute", "(Ljava/lang/Runnable;)V", ForkJoin.class),
                Point.exact(POOL, "execute", "(Ljava/util/concurrent/ForkJoinTask;)V", ForkJoin.class),
                Point.exact(POOL, "submit", "(Ljava/util/concurrent/ForkJoinTask;" + TASK, ForkJoin.class),
                Point.exact(POOL, "submit", "(Ljava/util/concurrent/Callable;" + TASK, ForkJoin.class),
                Point.exact(POOL, "submit", "(Ljava/lang/Runnable;Ljava/lang/Object;" + TASK, ForkJoin.class),
                Point.exact(POOL, "submit", "(Ljava/lang/Runnable;" + TASK, ForkJoin.class),
                Point.any(FUTURE, "asyncSupplyStage", Supply.class),
                Point.any(FUTURE, "asyncRunStage", Supply.class),
                Point.exact(FUTURE, "<init>", "()V", Made.class));
    }

    static final class Execute {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object pool, @Advice.Argument(0) Object task) {
            Hooks.executed(pool, task);
        }
    }

    static final class Schedule {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object pool, @Advice.Argument(0) Object task) {
            Hooks.scheduled(pool, task);
        }
    }

    static final class ForkJoin {
        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@Advice.This Object pool, @Advice.Argument(0) Object task) {
            Hooks.forkJoinSubmitted(pool, task);
        }
    }

    /** The pool gets an {@code AsyncSupply}; what its caller may wait for is the future around it (17 and 25). */
    static final class Supply {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.Return Object future) {
            Hooks.supplied(future);
        }
    }

    /** A promise of a client that no pool's submission shows: that it is made is all that can be seen of its begin. */
    static final class Made {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object future) {
            TaskStory.made(future);
        }
    }
}
