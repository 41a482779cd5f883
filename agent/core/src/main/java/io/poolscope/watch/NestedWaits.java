package io.poolscope.watch;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolSnapshot.NestedWait;
import io.poolscope.snapshot.Stack;
import io.poolscope.snapshot.Wait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Waits of tasks of one pool for tasks of the same pool. Each wait counts once, however long it lasts. poolscope's
 * thread only.
 */
final class NestedWaits {
    /** Sites followed of one pool. */
    private static final int MAX = 64;

    private static final class Seen {
        final WindowCount count;
        int depth;
        long depthAt;

        @Nullable
        String call;

        @Nullable
        Stack stack;

        @Nullable
        String task;

        @Nullable
        CodeLocation submittedAt;

        Seen(int seconds) {
            this.count = new WindowCount(seconds);
        }
    }

    private final Map<CodeLocation, Seen> seen = new HashMap<>();
    private final int seconds;
    private long lost;

    NestedWaits(int seconds) {
        this.seconds = seconds;
    }

    /**
     * Whether this wait is for a task that is queued in, or runs in, the pool that the waiting worker serves. A lock that
     * another worker of the pool holds is not a task: it is free again without a further worker.
     */
    static boolean nested(Worker worker, @Nullable Wait wait) {
        Awaits awaits = wait == null ? null : wait.awaits();
        return wait != null
                && wait.kind() == BlockKind.FUTURE
                && wait.site() != null
                && awaits != null
                && (awaits.state() == Awaits.State.QUEUED || awaits.state() == Awaits.State.RUNNING)
                && worker.pool.name.equals(awaits.runsIn());
    }

    /**
     * How many workers of the pool a nested wait takes up, with the other nested ones that are known to be open: those
     * that wait, and the one that runs the awaited task.
     */
    static int depth(Pool pool, Wait wait) {
        Awaits awaits = wait.awaits();
        boolean runs = awaits != null && awaits.state() == Awaits.State.RUNNING;
        int depth = 0;
        for (Worker worker : pool.workers) {
            if (worker.wait != null && worker.wait.nested) {
                depth++;
                runs &= awaits != null && !worker.thread.getName().equals(awaits.owner());
            }
        }
        return Math.min(pool.workers.size(), runs ? depth + 1 : depth);
    }

    /**
     * A nested wait is open.
     *
     * @param depth as by {@link #depth}
     */
    void seen(Worker worker, Wait wait, int depth, long second) {
        CodeLocation site = wait.site();
        if (site == null) {
            return;
        }
        Seen known = seen.get(site);
        if (known == null) {
            if (seen.size() >= MAX) {
                seen.values().removeIf(old -> old.count.sum(second) == 0);
            }
            if (seen.size() >= MAX) {
                lost++;
                return;
            }
            known = new Seen(seconds);
            seen.put(site, known);
        }
        if (depth >= known.depth || second - known.depthAt >= seconds) {
            known.depth = depth;
            known.depthAt = second;
        }
        known.call = wait.call();
        known.stack = wait.stack() == null ? known.stack : wait.stack();
        Awaits awaits = wait.awaits();
        if (awaits != null && awaits.task() != null) {
            known.task = awaits.task();
            known.submittedAt = awaits.submittedAt();
        }
        // One that outlasts the window stays in it.
        if (worker.nestedCounted != worker.wait || known.count.sum(second) == 0) {
            worker.nestedCounted = worker.wait;
            known.count.add(1, second);
        }
    }

    /** The nested waits of several executors together, most first. */
    static List<NestedWait> sum(List<NestedWaits> all, long second) {
        List<NestedWait> result = new ArrayList<>();
        for (NestedWaits one : all) {
            one.seen.forEach((site, each) -> {
                long count = each.count.sum(second);
                if (count > 0) {
                    result.add(new NestedWait(
                            site, each.call, each.depth, count, each.stack, each.task, each.submittedAt));
                }
            });
        }
        result.sort(Comparator.comparingLong(NestedWait::count).reversed());
        return List.copyOf(result);
    }

    /** Sites that found the table full. */
    long lost() {
        return lost;
    }
}
