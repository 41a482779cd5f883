package io.poolscope.rule;

import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * No worker is idle, tasks wait, and the workers are not busy but blocked. Silent where the pool is busy on the CPU (too
 * few are blocked then), only too small for short tasks, where the JVM stood still, and for a burst that drains.
 */
final class PoolStarvation implements Rule {
    private static final Threshold OLDEST = Threshold.millis("oldest", 1000);
    private static final Threshold BLOCKED = Threshold.share("blocked", 0.5);
    private static final Threshold LOOKS = Threshold.looks("looks", 3);
    /** A task that holds its worker no longer than that is short: more workers help it, nothing stands. */
    private static final Threshold SHORT_TASK = Threshold.millis("short-task", 50);
    /** A queue that will be empty that soon is a burst. */
    private static final Threshold DRAIN = Threshold.millis("drain", 5000);

    @Override
    public String id() {
        return "pool-starvation";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(OLDEST, BLOCKED, LOOKS, SHORT_TASK, DRAIN);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        int n = limits.count(LOOKS);
        if (looks.size() < n) {
            return Outcome.tooFew(n, looks);
        }
        List<Draft> drafts = new ArrayList<>();
        for (PoolSnapshot newest : looks.newest().pools()) {
            PoolLooks pool = looks.of(newest);
            if (!pool.held(n, i -> starves(pool, i, limits))) {
                continue;
            }
            Double hold = pool.holdMs(n);
            if ((hold == null || hold >= limits.of(SHORT_TASK)) && !pool.drains(n, limits.of(DRAIN))) {
                drafts.add(StarvationText.draft(this, looks, pool, n));
            }
        }
        return Outcome.of(drafts);
    }

    private static boolean starves(PoolLooks pool, int ago, Limits limits) {
        PoolSnapshot then = pool.row().get(ago);
        return pool.noneIdle(ago)
                && !pool.paused(ago)
                && pool.headAgeMs(ago) >= limits.of(OLDEST)
                && then.look().meanBlocked()
                        >= limits.of(BLOCKED) * then.threads().size();
    }
}
