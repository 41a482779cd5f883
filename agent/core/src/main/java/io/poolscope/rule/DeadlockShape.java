package io.poolscope.rule;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Wait;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A deadlock in half a sentence: what its workers wait for. */
final class DeadlockShape {
    /** What a deadlock makes hold too, in every pool that it stops. */
    static final Set<String> EXPLAINED = Set.of(
            "pool-starvation",
            "blocking-wait",
            "event-loop-blocked",
            "lock-held-while-waiting",
            "lock-convoy",
            "starvation-hazard",
            "slow-queue",
            "late-schedule",
            "pool-growth");

    private DeadlockShape() {}

    /**
     * What the workers wait for.
     *
     * @param pools the pools that hold each other, the told one first
     * @param groups blocked workers of the first
     */
    static String of(List<PoolSnapshot> pools, List<BlockedGroup> groups) {
        if (pools.size() > 1) {
            return "each other";
        }
        PoolSnapshot pool = pools.get(0);
        List<Wait> waits = groups.stream().flatMap(g -> g.waits().stream()).toList();
        boolean one = waits.size() == 1;
        if (waits.stream().allMatch(wait -> inQueueOf(pool.name(), wait))) {
            return one
                    ? "a task that is queued behind it in " + pool.name()
                    : "tasks that are queued behind them in " + pool.name();
        }
        if (waits.stream().allMatch(DeadlockShape::lock)) {
            return one ? "a lock that is never released" : "locks that they hold from each other";
        }
        Map<String, Integer> parts = new LinkedHashMap<>();
        for (Wait wait : waits) {
            parts.merge(lock(wait) ? "for a lock" : "for another task", 1, Integer::sum);
        }
        if (parts.size() < 2) {
            return "what only stuck workers can provide";
        }
        return "each other: "
                + String.join(
                        ", ",
                        parts.entrySet().stream()
                                .map(e -> e.getValue() + " " + e.getKey())
                                .toList());
    }

    /**
     * The wait to mend: who waits for a lock is stuck only because its holder waits for something else, so that place is
     * named even where more workers stand at the lock.
     *
     * @param groups blocked workers, largest group first; at least one
     */
    static BlockedGroup root(List<BlockedGroup> groups) {
        return groups.stream()
                .filter(group -> !group.waits().stream().allMatch(DeadlockShape::lock))
                .findFirst()
                .orElse(groups.get(0));
    }

    private static boolean inQueueOf(String pool, Wait wait) {
        Awaits awaits = wait.awaits();
        return awaits != null && awaits.state() == Awaits.State.QUEUED && pool.equals(awaits.runsIn());
    }

    /** Whether nothing but locks holds these workers. */
    static boolean onlyLocks(List<BlockedGroup> groups) {
        return groups.stream().flatMap(g -> g.waits().stream()).allMatch(DeadlockShape::lock);
    }

    private static boolean lock(Wait wait) {
        return wait.kind() == BlockKind.MONITOR || wait.kind() == BlockKind.LOCK;
    }
}
