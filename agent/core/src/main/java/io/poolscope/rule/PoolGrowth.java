package io.poolscope.rule;

import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A pool without a bound worth the name adds a thread for each task that waits: the waiting is hidden, the threads are not.
 * Silent for the ramp to core, for a pool whose workers compute, and for one whose queue or maximum holds it.
 */
final class PoolGrowth implements Rule {
    /** Threads added in the window. */
    private static final Threshold ADDED = Threshold.count("added", 20);
    /** Times the processors. */
    private static final Threshold SIZE = Threshold.count("size", 8);
    /** Times the smallest size in the window. */
    private static final Threshold FACTOR = Threshold.count("factor", 2);

    private static final Threshold BLOCKED = Threshold.share("blocked", 0.8);
    private static final Threshold LOOKS = Threshold.looks("looks", 3);
    /** A pool that stops there has a bound. */
    private static final Threshold BOUND = Threshold.count("bound", 64);

    /**
     * How far it grew.
     *
     * @param from smallest size in the window
     * @param added threads added since
     * @param ms since then
     */
    record Growth(int from, int added, double ms) {}

    @Override
    public String id() {
        return "pool-growth";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(ADDED, SIZE, FACTOR, BLOCKED, LOOKS, BOUND);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        int n = limits.count(LOOKS);
        Snapshot now = looks.newest();
        List<Draft> drafts = new ArrayList<>();
        for (PoolSnapshot pool : now.pools()) {
            PoolLooks row = looks.of(pool);
            if (unbounded(pool, limits.count(BOUND))
                    && pool.threads().size() >= limits.count(SIZE) * now.jvm().cpus() * pool.instances()
                    && row.row().size() > n
                    && row.held(n, i -> grows(row, i) && waits(row.row().get(i), limits.of(BLOCKED)))) {
                Growth growth = growth(now, pool);
                if (growth.added >= limits.count(ADDED)
                        && pool.threads().size() >= limits.count(FACTOR) * Math.max(1, growth.from)) {
                    drafts.add(PoolGrowthText.draft(this, now, pool, growth));
                }
            }
        }
        return Outcome.of(drafts);
    }

    /** Beyond core, and with no bound in sight: one whose queue must be full first tells of itself before it grows. */
    private static boolean unbounded(PoolSnapshot pool, int bound) {
        PoolSnapshot.Threads threads = pool.threads();
        Integer capacity = pool.queue().capacity();
        if (pool.kind() == PoolKind.FORK_JOIN) {
            return threads.max() != null && threads.size() > threads.max();
        }
        return pool.kind() == PoolKind.THREAD_POOL
                && (threads.max() == null
                        || threads.max() > bound * pool.instances() && capacity != null && capacity == 0)
                && threads.size() > (threads.core() == null ? 0 : threads.core());
    }

    private static boolean grows(PoolLooks row, int ago) {
        return row.row().get(ago).threads().size()
                > row.row().get(ago + 1).threads().size();
    }

    private static boolean waits(PoolSnapshot pool, double share) {
        PoolSnapshot.Look look = pool.look();
        double all = look.meanIdle() + look.meanRunning() + look.meanBlocked();
        return all > 0 && look.meanBlocked() >= share * all;
    }

    /** By the looks of the window: threads that came and went within a second are not seen. */
    private static Growth growth(Snapshot now, PoolSnapshot pool) {
        List<PoolSnapshot.Point> history = pool.history();
        if (history.isEmpty()) {
            return new Growth(pool.threads().size(), 0, 0);
        }
        PoolSnapshot.Point least = history.get(0);
        int added = 0;
        for (int i = 1; i < history.size(); i++) {
            least = history.get(i).size() <= least.size() ? history.get(i) : least;
            added += Math.max(0, history.get(i).size() - history.get(i - 1).size());
        }
        double ms = now.at().toEpochMilli() - Instant.parse(least.t()).toEpochMilli();
        return new Growth(least.size(), added, Math.max(0, ms));
    }
}
