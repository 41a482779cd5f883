package io.poolscope.watch;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolSnapshot.NestedWait;
import io.poolscope.snapshot.Stack;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WorkerState;
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
    /** Workers of one pool asked in one sample: more of them at once are seen at the looks. */
    private static final int ASKED = 64;

    /**
     * A nested wait that was over before its stack could be taken has its site from the ring of ended waits.
     *
     * @param open the wait
     * @param description of it, without a site
     * @param depth as by {@link #depth}
     * @param second of the window in which it was seen
     */
    record Unsited(OpenWait open, Wait description, int depth, long second) {}

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
    /** Whether waits for futures began or ended since {@link #sample} found nothing to ask: most samples of most pools. */
    private boolean changed;

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

    /** A worker's wait has begun or ended. */
    void changed(OpenWait wait) {
        changed |= wait.family == BlockKind.FUTURE;
    }

    /**
     * Looks for nested waits among those that are open at a sample: most are over before the next look.
     *
     * @return whether a search was made
     */
    boolean sample(Pool pool, Waits waits, long now, long second) {
        if (!changed) {
            return false;
        }
        List<OpenWait> asked = new ArrayList<>();
        boolean news = false;
        for (int i = 0; i < pool.workers.size() && asked.size() < ASKED; i++) {
            Worker worker = pool.workers.get(i);
            OpenWait wait = worker.state == WorkerState.BLOCKED ? worker.wait : null;
            if (wait != null && wait.family == BlockKind.FUTURE) {
                asked.add(wait);
                news |= worker.nestedAsked != wait;
            }
        }
        if (!news) {
            changed = false;
            return false;
        }
        List<Wait> described = waits.describeInSample(pool, asked, now);
        for (int i = 0; i < described.size(); i++) {
            OpenWait wait = asked.get(i);
            wait.nested |= nested(wait.worker, described.get(i));
        }
        for (int i = 0; i < described.size(); i++) {
            Worker worker = asked.get(i).worker;
            Wait wait = described.get(i);
            boolean isNested = nested(worker, wait);
            if (wait.site() != null) {
                worker.nestedAsked = worker.wait;
            }
            if (isNested && wait.site() != null) {
                seen(worker, wait, depth(pool, wait), second);
            } else if (isNested && asked.get(i).counted) {
                worker.nestedUnsited = new Unsited(asked.get(i), wait, depth(pool, wait), second);
            }
        }
        return true;
    }

    /**
     * A wait for a future has ended, and left its stack.
     *
     * @param slot of the worker's ring
     * @param nanos how long it took
     */
    void sited(Worker worker, long slot, long nanos, Reading reading) {
        Unsited known = worker.nestedUnsited;
        if (known == null || slot < known.open.slot) {
            return;
        }
        worker.nestedUnsited = null;
        // One of under a millisecond has no slot, and this is that of a later one: mostly it is shorter than what was
        // seen.
        if (slot == known.open.slot && nanos >= known.open.lastSeen - known.open.since) {
            Wait at = known.description;
            Wait sited = new Wait(
                    at.kind(),
                    at.timed(),
                    at.openMs(),
                    at.beganBefore(),
                    reading.site(),
                    reading.call(),
                    reading.stack(),
                    at.async(),
                    reading.managed(),
                    at.awaits(),
                    at.locksHeld());
            Seen seen = at(sited, known.depth, known.second);
            if (seen != null) {
                seen.count.add(1, known.second);
            }
        }
    }

    /**
     * A nested wait is open.
     *
     * @param depth as by {@link #depth}
     */
    void seen(Worker worker, Wait wait, int depth, long second) {
        Seen known = at(wait, depth, second);
        if (known == null) {
            return;
        }
        if (worker.nestedUnsited != null && worker.nestedUnsited.open == worker.wait) {
            worker.nestedUnsited = null;
        }
        // One that outlasts the window stays in it.
        if (worker.nestedCounted != worker.wait || known.count.sum(second) == 0) {
            worker.nestedCounted = worker.wait;
            known.count.add(1, second);
        }
    }

    /** What is known of a site, with this wait in it but for its number; null where its place is not known or kept. */
    private @Nullable Seen at(Wait wait, int depth, long second) {
        CodeLocation site = wait.site();
        if (site == null) {
            return null;
        }
        Seen known = seen.get(site);
        if (known == null) {
            if (seen.size() >= MAX) {
                seen.values().removeIf(old -> old.count.sum(second) == 0);
            }
            if (seen.size() >= MAX) {
                lost++;
                return null;
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
        return known;
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
