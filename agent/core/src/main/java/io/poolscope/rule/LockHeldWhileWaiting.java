package io.poolscope.rule;

import io.poolscope.snapshot.HeldLock;
import io.poolscope.snapshot.OutsideHolder;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WorkerSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A worker waits while it holds a lock, or a thread of no pool does for which workers wait: whoever needs the lock waits
 * for the same thing, without having asked for it. Silent for locks that the JDK or a library takes around the call while
 * nobody stands behind them, and for the lock that {@code wait} and {@code await} give up.
 */
final class LockHeldWhileWaiting implements Rule {
    private static final Threshold OPEN = Threshold.millis("open", 50);
    /** Workers behind the lock from which it is critical. */
    private static final Threshold WAITERS = Threshold.count("waiters", 1);

    /** A worker of a {@code ThreadPoolExecutor} is a lock by class only: it holds itself while it runs a task. */
    private static final String WORKER = "java.util.concurrent.ThreadPoolExecutor$Worker";

    /**
     * A lock that a waiting thread holds.
     *
     * @param pool its pool; of a thread of no pool that which has most workers behind the lock
     * @param holder its name
     * @param holderId its {@code Thread.getId()}
     * @param outside whether it is of no pool
     */
    record Held(PoolSnapshot pool, String holder, long holderId, boolean outside, Wait open, HeldLock lock) {
        int waiting() {
            return lock.waitingWorkers();
        }
    }

    @Override
    public String id() {
        return "lock-held-while-waiting";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(OPEN, WAITERS);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        double open = limits.of(OPEN);
        Map<String, List<Held>> places = new LinkedHashMap<>();
        for (PoolSnapshot pool : now.pools()) {
            for (WorkerSnapshot worker : pool.workers()) {
                Wait wait = worker.blockedBy();
                if (wait == null || wait.locksHeld().isEmpty() || wait.openMs() < open) {
                    continue;
                }
                for (HeldLock lock : wait.locksHeld()) {
                    if (counts(lock)) {
                        add(places, new Held(pool, worker.threadName(), worker.threadId(), false, wait, lock));
                    }
                }
            }
        }
        for (OutsideHolder outside : now.facts().of(OutsideHolder.class)) {
            for (HeldLock lock : outside.open().locksHeld()) {
                PoolSnapshot pool = BehindLock.of(now, outside.thread(), outside.threadId(), lock)
                        .most();
                if (pool != null && outside.open().openMs() >= open) {
                    add(places, new Held(pool, outside.thread(), outside.threadId(), true, outside.open(), lock));
                }
            }
        }
        if (places.isEmpty()) {
            return Outcome.of(List.of());
        }
        StuckThreads stuck = StuckThreads.of(looks);
        List<Draft> drafts = new ArrayList<>();
        places.values().forEach(held -> drafts.add(HeldLockText.draft(this, now, stuck, held, limits.count(WAITERS))));
        return Outcome.of(drafts);
    }

    private static void add(Map<String, List<Held>> places, Held held) {
        String place = held.pool().id() + FindingKey.site(held.open().site());
        places.computeIfAbsent(place, p -> new ArrayList<>()).add(held);
    }

    private static boolean counts(HeldLock lock) {
        boolean behind = lock.waitingWorkers() > 0 || !lock.waiters().isEmpty();
        return !lock.givenUp() && !lock.lockClass().equals(WORKER) && (lock.byApplication() || behind);
    }
}
