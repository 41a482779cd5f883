package io.poolscope.rule;

import io.poolscope.rule.graph.StuckGroup;
import io.poolscope.rule.graph.StuckSet;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Proved by the wait-for graph: every worker that could serve the queue waits, without a time limit, for what only stuck
 * workers can provide, the pool cannot grow, and nothing moved between two looks. Pools that hold each other are one
 * story and one finding.
 */
final class PoolDeadlock implements Rule {
    private static final Threshold LOOKS = Threshold.looks("looks", 2);

    @Override
    public String id() {
        return "pool-deadlock";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(LOOKS);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        int n = limits.count(LOOKS);
        if (looks.size() < n) {
            return Outcome.tooFew(n, looks);
        }
        Snapshot now = looks.newest();
        StuckSet stuck = StuckSet.of(now.graph());
        List<Draft> drafts = new ArrayList<>();
        for (StuckGroup group : StuckGroup.of(now.graph(), stuck)) {
            List<PoolSnapshot> pools = group.pools().stream()
                    .map(id -> Looks.pool(now, id))
                    .filter(Objects::nonNull)
                    .sorted(Comparator.<PoolSnapshot, Boolean>comparing(
                                    p -> p.queue().depth() == 0)
                            .thenComparing(PoolSnapshot::name)
                            .thenComparing(PoolSnapshot::id))
                    .toList();
            boolean waiting =
                    group.entangled() || pools.stream().anyMatch(p -> p.queue().depth() > 0);
            boolean seen = pools.stream().anyMatch(p -> !BlockedGroup.of(now, p).isEmpty());
            if (seen && waiting && pools.stream().allMatch(pool -> unmoved(looks, pool, n))) {
                drafts.add(DeadlockText.draft(this, looks, pools, group.behind(), stuck));
            }
        }
        return Outcome.of(drafts);
    }

    private static boolean unmoved(Looks looks, PoolSnapshot pool, int n) {
        Long print = looks.newest().graph().fingerprint().get(pool.id());
        return print != null
                && looks.of(pool)
                        .held(
                                n,
                                i -> print.equals(
                                        looks.ago(i).graph().fingerprint().get(pool.id())))
                && looks.of(pool)
                        .held(n - 1, i -> looks.of(pool).row().get(i).look().completed() == 0);
    }
}
