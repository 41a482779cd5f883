package io.poolscope.rule;

import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One pool over the last looks.
 *
 * @param looks all looks, newest first
 * @param row the pool in each of them, newest first, up to the first look that lacks it
 */
record PoolLooks(Looks looks, List<PoolSnapshot> row) {
    /** Mean idle workers up to which a pool counts as without: a worker between two tasks is seen idle now and then. */
    private static final double HALF_A_WORKER = 0.5;

    private static final double FEW_OF_MANY = 0.05;

    PoolSnapshot newest() {
        return row.get(0);
    }

    /** Whether it held in each of the last looks, the newest included. */
    boolean held(int inARow, IntPredicate look) {
        if (row.size() < inARow) {
            return false;
        }
        for (int ago = 0; ago < inARow; ago++) {
            if (!look.test(ago)) {
                return false;
            }
        }
        return true;
    }

    /** Samples in a look; 0 where the pool was not there yet. */
    int samples(int ago) {
        return row.size() <= ago ? 0 : row.get(ago).look().samples();
    }

    /** Whether no worker was free through the look. */
    boolean noneIdle(int ago) {
        PoolSnapshot.Look look = row.get(ago).look();
        int size = row.get(ago).threads().size();
        return size > 0
                && look.samples() > 0
                && look.minIdle() == 0
                && look.meanIdle() <= Math.max(HALF_A_WORKER, FEW_OF_MANY * size);
    }

    /** Whether the JVM stood still for most of the look: nothing seen then says anything about a pool. */
    boolean paused(int ago) {
        Snapshot snapshot = looks.ago(ago);
        return snapshot.pausedMs() > 0
                && snapshot.pausedMs() >= row.get(ago).look().durationMs() / 2;
    }

    /** How long the oldest queued task had waited, milliseconds; 0 where none was queued. */
    double headAgeMs(int ago) {
        PoolSnapshot.Queue queue = row.get(ago).queue();
        return queue.depth() > 0 && queue.headAgeMs() != null ? queue.headAgeMs() : 0;
    }

    /** Whether the queue fell in each look and will be empty in the given time at that rate: a burst that drains. */
    boolean drains(int inARow, double withinMs) {
        int n = Math.min(inARow, row.size());
        double ms = 0;
        for (int i = 0; i < n - 1; i++) {
            if (row.get(i).queue().depth() >= row.get(i + 1).queue().depth()) {
                return false;
            }
            ms += row.get(i).look().durationMs();
        }
        int depth = row.get(0).queue().depth();
        int fallen = n < 2 ? 0 : row.get(n - 1).queue().depth() - depth;
        return fallen > 0 && depth * ms / fallen <= withinMs;
    }

    /** Mean time that a task holds a worker, milliseconds, over the last looks; null while no task ended. */
    @Nullable
    Double holdMs(int last) {
        double busy = 0;
        long completed = 0;
        for (PoolSnapshot pool : row.subList(0, Math.min(last, row.size()))) {
            PoolSnapshot.Look look = pool.look();
            busy += (look.meanRunning() + look.meanBlocked()) * look.durationMs();
            completed += look.completed();
        }
        return completed == 0 ? null : busy / completed;
    }

    /** Tasks accepted a second over the last looks. */
    double arrivalsPerSecond(int last) {
        double ms = 0;
        long arrived = 0;
        for (PoolSnapshot pool : row.subList(0, Math.min(last, row.size()))) {
            ms += pool.look().durationMs();
            arrived += pool.look().arrived();
        }
        return ms == 0 ? 0 : arrived * 1000.0 / ms;
    }

    /** CPU time of the workers over the last looks, milliseconds; null where the JVM does not tell. */
    @Nullable
    Double cpuMs(int last) {
        double cpu = 0;
        for (PoolSnapshot pool : row.subList(0, Math.min(last, row.size()))) {
            PoolSnapshot.Look look = pool.look();
            if (look.cpuShare() == null) {
                return null;
            }
            cpu += look.cpuShare() * look.durationMs() * (look.meanIdle() + look.meanRunning() + look.meanBlocked());
        }
        return cpu;
    }
}
