package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Where executors are made: the constructors that all others of their class call (17 and 25). The common pool has a
 * constructor of its own and no creator worth a name.
 */
final class PoolCreatedProbe implements Probe {
    private static final String FORK_JOIN = "(ILjava/util/concurrent/ForkJoinPool$ForkJoinWorkerThreadFactory;"
            + "Ljava/lang/Thread$UncaughtExceptionHandler;ZIIILjava/util/function/Predicate;J";

    @Override
    public String name() {
        return "pool-created";
    }

    @Override
    public List<Point> points() {
        return List.of(
                Point.exact(
                        "ThreadPoolExecutor",
                        "<init>",
                        "(IIJLjava/util/concurrent/TimeUnit;Ljava/util/concurrent/BlockingQueue;"
                                + "Ljava/util/concurrent/ThreadFactory;Ljava/util/concurrent/RejectedExecutionHandler;)",
                        Created.class),
                Point.exact("ForkJoinPool", "<init>", FORK_JOIN, Created.class));
    }

    static final class Created {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object pool) {
            Hooks.created(pool);
        }
    }
}
