package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.rule.graph.StuckSet;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What is told of a deadlock. */
final class DeadlockText {
    private static final String WHY =
            "Each of these workers waits for something that only a worker that waits itself could"
                    + " provide. No time limit ends any of the waits and the pools add no worker, so nothing in this program can"
                    + " end it: a restart frees the workers, a change of the code keeps it from coming back.";

    private DeadlockText() {}

    static Draft draft(Rule rule, Looks looks, List<PoolSnapshot> pools, List<String> behindIds, StuckSet stuck) {
        Snapshot now = looks.newest();
        PoolSnapshot pool = pools.get(0);
        List<BlockedGroup> groups = BlockedGroup.of(now, pool);
        List<BlockedGroup> all =
                pools.stream().flatMap(p -> BlockedGroup.of(now, p).stream()).toList();
        List<PoolSnapshot> behind = behindIds.stream()
                .map(id -> Looks.pool(now, id))
                .filter(Objects::nonNull)
                .toList();
        Instant since = Body.since(now, all);
        double sinceMs = Duration.between(since, now.at()).toMillis();
        String who =
                String.join(" and ", pools.stream().map(DeadlockText::workers).toList());
        String wait = pool.threads().size() == 1 && pools.size() == 1 ? " waits" : " wait";
        String forWhat = DeadlockShape.of(pools, groups);
        PoolSnapshot.Queue queue = pool.queue();
        Draft.Builder draft = new Draft.Builder(rule, Severity.CRITICAL, pool)
                .title(who + wait + " for " + forWhat + (queue.depth() == 0 ? "" : "; " + queued(pool)))
                .line(who + wait + ", without time limit, for " + forWhat);
        Set<String> stuckPools = new LinkedHashSet<>();
        for (PoolSnapshot each : pools) {
            stuckPools.add(each.id());
            draft.line((pools.size() == 1 ? "" : each.name() + ": ") + Body.queueAndSize(each));
            BlockedGroup.of(now, each).forEach(group -> draft.lines(Body.group(group, each.name())));
        }
        for (PoolSnapshot each : behind) {
            stuckPools.add(each.id());
            draft.line("behind it: " + workers(each));
        }
        // Of pools that hold each other any one may have the wait that is no lock.
        BlockedGroup first = DeadlockShape.root(groups.isEmpty() || DeadlockShape.onlyLocks(groups) ? all : groups);
        Awaits awaits = first.awaits();
        stuckPools.forEach(id -> draft.explains(DeadlockShape.EXPLAINED, id, null, Severity.CRITICAL));
        return draft.line(Body.quiet(looks.of(pool), now, sinceMs))
                .advise(
                        WHY,
                        DeadlockShape.onlyLocks(all)
                                ? Fix.lockOrder(all)
                                : Fix.of(first.kind(), first.site(), first.call(), awaits, pool.name(), false))
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

    private static String queued(PoolSnapshot pool) {
        PoolSnapshot.Queue queue = pool.queue();
        return Words.count(queue.depth(), "task")
                + (queue.depth() == 1 ? " waits" : " wait")
                + (queue.headAgeMs() == null ? "" : ", the oldest for " + Body.oldest(pool));
    }
}
