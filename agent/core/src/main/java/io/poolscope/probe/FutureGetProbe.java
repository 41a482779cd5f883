package io.poolscope.probe;

import io.poolscope.jdk.WovenMethod;
import java.util.List;

/**
 * Workers that wait in {@code FutureTask.get}: which future, since when, exact count and time.
 *
 * <p>{@code FutureTask.get} calls {@code awaitDone(boolean, long)} only while the task is not complete (17 and 25), so a
 * complete future costs nothing.
 */
final class FutureGetProbe implements Probe {
    @Override
    public String name() {
        return "future-get";
    }

    @Override
    public List<Point> points() {
        return List.of(Point.at(WovenMethod.TASK_AWAIT_DONE, WaitAdvice.class));
    }
}
