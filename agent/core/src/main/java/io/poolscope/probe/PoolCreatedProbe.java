package io.poolscope.probe;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.jdk.WovenMethod;
import java.util.List;
import net.bytebuddy.asm.Advice;

/**
 * Where executors are made: the constructors that all others of their class call (17 and 25). The common pool has a
 * constructor of its own and no creator worth a name.
 */
final class PoolCreatedProbe implements Probe {
    @Override
    public String name() {
        return "pool-created";
    }

    @Override
    public List<Point> points() {
        return List.of(Point.at(WovenMethod.POOL_NEW, Created.class), Point.at(WovenMethod.FORK_NEW, Created.class));
    }

    static final class Created {
        @Advice.OnMethodExit(suppress = Throwable.class)
        static void exit(@Advice.This Object pool) {
            Hooks.created(pool);
        }
    }
}
