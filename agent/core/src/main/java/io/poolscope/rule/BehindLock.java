package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.HeldLock;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WorkerSnapshot;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The workers that stand behind one lock, by pool, its holder included.
 *
 * @param workers pool to its workers that cannot go on before the lock is free
 */
record BehindLock(Map<PoolSnapshot, List<WorkerSnapshot>> workers) {
    private static final Set<String> EXPLAINED = Set.of("pool-starvation", "slow-queue", "blocking-wait");

    /**
     * Reads them.
     *
     * @param holder name of the holder
     * @param holderId its thread's id; 0 where it is no worker
     */
    static BehindLock of(Snapshot now, String holder, long holderId, HeldLock lock) {
        Map<PoolSnapshot, List<WorkerSnapshot>> workers = new LinkedHashMap<>();
        for (PoolSnapshot pool : now.pools()) {
            List<WorkerSnapshot> behind = pool.workers().stream()
                    .filter(worker -> worker.threadId() == holderId || standsBehind(worker, holder, lock))
                    .toList();
            if (!behind.isEmpty()) {
                workers.put(pool, behind);
            }
        }
        return new BehindLock(workers);
    }

    private static boolean standsBehind(WorkerSnapshot worker, String holder, HeldLock lock) {
        Wait wait = worker.blockedBy();
        if (wait == null || wait.kind() != BlockKind.MONITOR && wait.kind() != BlockKind.LOCK) {
            return false;
        }
        Awaits awaits = wait.awaits();
        return lock.waiters().contains(worker.threadName()) || awaits != null && holder.equals(awaits.owner());
    }

    /** The pool with most of them; null where there are none. */
    @Nullable
    PoolSnapshot most() {
        return workers.entrySet().stream()
                .max(Comparator.comparingInt(each -> each.getValue().size()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** {@code 7 of 8 workers of orders}, pool by pool, the holder not counted. */
    String sentence() {
        List<String> parts = workers.entrySet().stream()
                .map(e -> Map.entry(e.getKey(), waiting(e.getValue())))
                .filter(e -> e.getValue() > 0)
                .map(e ->
                        e.getValue() + " of " + Words.count(e.getKey().threads().size(), "worker") + " of "
                                + e.getKey().name())
                .toList();
        return String.join(", ", parts);
    }

    /**
     * Those behind the lock who hold one themselves, with how many workers wait for that: {@code XNIO-2 task-1}, 7.
     *
     * @param holderId thread of the holder of the first lock
     */
    Map<String, Integer> links(long holderId) {
        Map<String, Integer> links = new LinkedHashMap<>();
        for (List<WorkerSnapshot> behind : workers.values()) {
            for (WorkerSnapshot worker : behind) {
                Wait wait = worker.threadId() == holderId ? null : worker.blockedBy();
                int waiting = wait == null
                        ? 0
                        : wait.locksHeld().stream()
                                .mapToInt(HeldLock::waitingWorkers)
                                .sum();
                if (waiting > 0) {
                    links.put(worker.threadName(), waiting);
                }
            }
        }
        return links;
    }

    private static long waiting(List<WorkerSnapshot> workers) {
        return workers.stream()
                .filter(w -> w.blockedBy() != null
                        && (w.blockedBy().kind() == BlockKind.MONITOR
                                || w.blockedBy().kind() == BlockKind.LOCK))
                .count();
    }

    /** Where it holds at least half of a pool's blocked workers, the lock is why that pool stands. */
    void claims(Draft.Builder draft) {
        workers.forEach((pool, behind) -> {
            if (2 * behind.size() >= pool.threads().blocked()) {
                draft.explains(EXPLAINED, pool.id(), null, Severity.CRITICAL);
            }
            for (WorkerSnapshot worker : behind) {
                Wait wait = worker.blockedBy();
                if (wait != null && wait.site() != null) {
                    draft.explains(Set.of("lock-convoy"), pool.id(), wait.site(), Severity.WARNING);
                }
                if (wait != null && wait.site() != null && !wait.locksHeld().isEmpty()) {
                    // A worker behind the lock that holds another one: a link of the same chain.
                    draft.explains(Set.of("lock-held-while-waiting"), pool.id(), wait.site(), Severity.CRITICAL);
                }
            }
        });
    }
}
