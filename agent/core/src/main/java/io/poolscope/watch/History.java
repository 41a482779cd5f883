package io.poolscope.watch;

import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.WorkerState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The timeline of one executor: one point per look. poolscope's thread only. */
final class History {
    /** Points kept: at a look every second, a minute. */
    static final int POINTS = 60;

    private static final double NANOS_PER_MILLI = 1e6;

    final long[] look = new long[POINTS];
    /** ISO-8601 UTC, the same object in all histories: to format it for every point of every pool costs more than all else. */
    final @Nullable String[] at = new String[POINTS];

    final int[] size = new int[POINTS];
    final int[] running = new int[POINTS];
    final int[] blocked = new int[POINTS];
    final int[] depth = new int[POINTS];
    final long[] headAge = new long[POINTS];
    final long[] completed = new long[POINTS];
    /** As shown, where the executor is a row by itself; made when first asked for. */
    private final PoolSnapshot.@Nullable Point[] shown = new PoolSnapshot.Point[POINTS];

    /** Slot of a look, from 1; it holds that look's point only if {@link #look} says so. */
    static int slot(long look) {
        return (int) (look % POINTS);
    }

    /** Adds the point of a look. */
    void add(long number, String at, Pool pool) {
        int running = 0;
        int blocked = pool.blockedNow();
        if (pool.moved()) {
            blocked = 0;
            for (Worker worker : pool.workers) {
                running += worker.state == WorkerState.RUNNING ? 1 : 0;
                blocked += worker.state == WorkerState.BLOCKED ? 1 : 0;
            }
        }
        PoolMeter meter = pool.meter;
        add(
                number,
                at,
                pool.workers.size(),
                running,
                blocked,
                meter.depth(),
                meter.headAge(),
                meter.completedSinceLook());
    }

    void add(long number, String at, int size, int running, int blocked, int depth, long headAge, long completed) {
        int slot = slot(number);
        this.look[slot] = number;
        this.at[slot] = at;
        this.size[slot] = size;
        this.running[slot] = running;
        this.blocked[slot] = blocked;
        this.depth[slot] = depth;
        this.headAge[slot] = headAge;
        this.completed[slot] = completed;
        this.shown[slot] = null;
    }

    /** The timeline of several executors as one, oldest point first. */
    static List<PoolSnapshot.Point> sum(List<Pool> pools, long lastLook) {
        List<PoolSnapshot.Point> points = new ArrayList<>(POINTS);
        for (long number = Math.max(1, lastLook - POINTS + 1); number <= lastLook; number++) {
            PoolSnapshot.Point point =
                    pools.size() == 1 ? pools.get(0).meter.history.shown(pools, number) : sumOf(pools, number);
            if (point != null) {
                points.add(point);
            }
        }
        return List.copyOf(points);
    }

    private PoolSnapshot.@Nullable Point shown(List<Pool> alone, long number) {
        int slot = slot(number);
        if (look[slot] != number) {
            return null;
        }
        PoolSnapshot.Point known = shown[slot];
        if (known == null) {
            known = sumOf(alone, number);
            shown[slot] = known;
        }
        return known;
    }

    private static PoolSnapshot.@Nullable Point sumOf(List<Pool> pools, long number) {
        int slot = slot(number);
        int size = 0;
        int running = 0;
        int blocked = 0;
        int depth = 0;
        long headAge = -1;
        long completed = 0;
        String at = null;
        for (Pool pool : pools) {
            History one = pool.meter.history;
            if (one.look[slot] == number) {
                at = one.at[slot];
                size += one.size[slot];
                running += one.running[slot];
                blocked += one.blocked[slot];
                depth += one.depth[slot];
                headAge = Math.max(headAge, one.headAge[slot]);
                completed += one.completed[slot];
            }
        }
        return at == null
                ? null
                : new PoolSnapshot.Point(
                        at,
                        size,
                        running,
                        blocked,
                        depth,
                        headAge < 0 ? null : Double.valueOf(headAge / NANOS_PER_MILLI),
                        completed);
    }
}
