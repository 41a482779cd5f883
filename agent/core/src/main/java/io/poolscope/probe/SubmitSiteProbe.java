package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.bootstrap.TaskStory;
import io.poolscope.jdk.WovenMethod;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Where tasks are handed to pools, for a bounded number of them; with {@code timing=all} also when, for each. A
 * {@code ScheduledThreadPoolExecutor} takes every task through {@code delayedExecute} and never calls the
 * {@code execute} of its superclass (17 and 25).
 */
final class SubmitSiteProbe implements Probe {
    @Override
    public String name() {
        return "submit-site";
    }

    @Override
    public List<Point> points() {
        return List.of(
                Point.at(WovenMethod.POOL_EXECUTE, Execute.class),
                Point.at(WovenMethod.SCHEDULER_EXECUTE, Schedule.class),
                Point.at(WovenMethod.FORK_EXECUTE, ForkJoin.class),
                Point.at(WovenMethod.FORK_EXECUTE_TASK, ForkJoin.class),
                Point.at(WovenMethod.FORK_SUBMIT_TASK, ForkJoin.class),
                Point.at(WovenMethod.FORK_SUBMIT_CALLABLE, ForkJoin.class),
                Point.at(WovenMethod.FORK_SUBMIT_RESULT, ForkJoin.class),
                Point.at(WovenMethod.FORK_SUBMIT, ForkJoin.class),
                Point.at(WovenMethod.FUTURE_SUPPLY, Supply.class),
                Point.at(WovenMethod.FUTURE_RUN, Supply.class),
                Point.at(WovenMethod.FUTURE_NEW, Made.class));
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
