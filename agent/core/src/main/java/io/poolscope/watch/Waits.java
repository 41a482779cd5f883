package io.poolscope.watch;

import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.snapshot.WorkerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows what workers wait for: decides blocked or running, takes stacks within a budget, and keeps the sites. */
final class Waits {

    /** Decides {@link Worker#state}, {@link Worker#kind} and {@link Worker#wait} of a worker inside a task. */
    void observe(Worker worker, long now) {
        worker.state = WorkerState.RUNNING;
    }

    /** The worker is idle, has begun another task, or has ended: closes its open wait. */
    void ended(Worker worker, long now) {}

    /** All workers of a sample were observed: takes stacks, within the budget. */
    void sampled(long now) {}

    /** What a blocked worker waits for, for the snapshot; null for one that is not blocked. */
    @Nullable
    Wait describe(Worker worker, long now) {
        return null;
    }

    /** The sites of the window, by blocked time. */
    List<WaitSite> sites(List<Pool> pools, long now) {
        return List.of();
    }

    /** The wait-for graph of the pools that have no idle worker. */
    WaitGraph graph(List<Pool> pools, long now) {
        return WaitGraph.EMPTY;
    }
}
