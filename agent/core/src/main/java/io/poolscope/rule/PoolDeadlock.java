package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.rule.graph.StuckGroup;
import io.poolscope.rule.graph.StuckSet;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Proved by the wait-for graph: every worker that could serve the queue waits, without a time limit, for what only stuck
 * workers can provide, the pool cannot grow, and nothing moved between two looks. Pools that hold each other are one
 * story and one finding.
 */
final class PoolDeadlock implements Rule {
    private static final Threshold LOOKS = Threshold.looks("looks", 2);

    private static final String WHY =
            "Each of these workers waits for something that only a worker that waits itself could"
                    + " provide. No time limit ends any of the waits and the pools add no worker, so nothing in this program can"
                    + " end it: a restart frees the workers, a change of the code keeps it from coming back.";

    @Override
    public String id() {
        return "pool-deadlock";
    }

    @Override
    public Needs needs() {
        return Needs.SAMPLER;
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
            boolean seen = pools.stream().anyMatch(p -> !BlockedGroup.of(p).isEmpty());
            if (seen && waiting && pools.stream().allMatch(pool -> unmoved(looks, pool, n))) {
                drafts.add(draft(looks, pools, group.behind(), stuck));
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

    private Draft draft(Looks looks, List<PoolSnapshot> pools, List<String> behindIds, StuckSet stuck) {
        Snapshot now = looks.newest();
        PoolSnapshot pool = pools.get(0);
        List<BlockedGroup> groups = BlockedGroup.of(pool);
        List<BlockedGroup> all =
                pools.stream().flatMap(p -> BlockedGroup.of(p).stream()).toList();
        List<PoolSnapshot> behind = behindIds.stream()
                .map(id -> Looks.pool(now, id))
                .filter(Objects::nonNull)
                .toList();
        Instant since = Body.since(now, all);
        double sinceMs = Duration.between(since, now.at()).toMillis();
        String who =
                String.join(" and ", pools.stream().map(PoolDeadlock::workers).toList());
        String wait = pool.threads().size() == 1 && pools.size() == 1 ? " waits" : " wait";
        String forWhat = DeadlockShape.of(pools, groups);
        PoolSnapshot.Queue queue = pool.queue();
        Draft.Builder draft = new Draft.Builder(this, Severity.CRITICAL, pool)
                .title(who + wait + " for " + forWhat + (queue.depth() == 0 ? "" : "; " + queued(queue)))
                .line(who + wait + ", without time limit, for " + forWhat);
        Set<String> stuckPools = new LinkedHashSet<>();
        for (PoolSnapshot each : pools) {
            stuckPools.add(each.id());
            draft.line((pools.size() == 1 ? "" : each.name() + ": ") + Body.queueAndSize(each));
            BlockedGroup.of(each).forEach(group -> draft.lines(Body.group(group, each.name())));
        }
        for (PoolSnapshot each : behind) {
            stuckPools.add(each.id());
            draft.line("behind it: " + workers(each));
        }
        BlockedGroup first = DeadlockShape.root(groups.isEmpty() ? all : groups);
        Awaits awaits = first.awaits();
        stuckPools.forEach(id -> draft.explains(DeadlockShape.EXPLAINED, id, null, Severity.CRITICAL));
        return draft.line(Body.quiet(looks.of(pool), now, sinceMs))
                .advise(WHY, Fix.of(first.kind(), first.site(), first.call(), awaits, pool.name(), false))
                .at(first.site(), first.stack())
                .proved(Chain.of(now, stuck, pool.id()))
                .since(since, Body.beganBefore(all))
                .decides(stuckPools)
                .rank(Body.rank(now, pool, first.site()))
                .figure("workers", pool.threads().size())
                .figure("queueDepth", queue.depth())
                .figure("oldestMs", queue.headAgeMs())
                .figure("core", pool.threads().core())
                .figure("max", pool.threads().max())
                .figure("configuredMax", pool.threads().configuredMax())
                .figure("canGrow", false)
                .figure("lastCompletedAgoMs", Body.lastCompletedAgoMs(pool, now))
                .figure("pools", pools.stream().map(PoolSnapshot::name).toList())
                .figure(
                        "poolsBehind",
                        behind.isEmpty()
                                ? null
                                : behind.stream().map(PoolSnapshot::name).toList())
                .draft();
    }

    private static String workers(PoolSnapshot pool) {
        return Words.all(pool.threads().size(), "worker") + " of " + pool.name();
    }

    private static String queued(PoolSnapshot.Queue queue) {
        return Words.count(queue.depth(), "task")
                + (queue.depth() == 1 ? " waits" : " wait")
                + (queue.headAgeMs() == null ? "" : ", the oldest for " + Words.duration(queue.headAgeMs()));
    }
}
