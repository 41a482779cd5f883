package io.poolscope.probe;

import io.poolscope.jdk.WovenMethod;
import java.util.List;

/**
 * Workers that wait in {@code CompletableFuture.get} or {@code join}: which future, since when, exact count and time.
 *
 * <p>{@code waitingGet(boolean)} and {@code timedGet(long)} are called only while there is no result (17 and 25). On a
 * fork-join worker the time includes tasks that the worker runs meanwhile, where the JDK lets it help.
 */
final class CompletableFutureGetProbe implements Probe {
    @Override
    public String name() {
        return "completable-future-get";
    }

    @Override
    public List<Point> points() {
        return List.of(
                Point.at(WovenMethod.FUTURE_WAITING_GET, WaitAdvice.class),
                Point.at(WovenMethod.FUTURE_TIMED_GET, WaitAdvice.class));
    }
}
