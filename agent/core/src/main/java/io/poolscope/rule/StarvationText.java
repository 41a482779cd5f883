package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What is told of a starved pool. */
final class StarvationText {
    private static final String WHY = "The workers do not work, they wait: the CPU has room, and still every task that"
            + " arrives stands in the queue until one of the waits ends. More workers only move the limit.";

    private StarvationText() {}

    static Draft draft(Rule rule, Looks looks, PoolLooks row, int n) {
        Snapshot now = looks.newest();
        PoolSnapshot pool = row.newest();
        List<BlockedGroup> groups = BlockedGroup.of(now, pool);
        Cause cause = Cause.of(now, pool, groups);
        String name = pool.name();
        int size = pool.threads().size();
        int blocked = pool.threads().blocked();
        double headAgeMs = row.headAgeMs(0);
        // The head of the queue has seen no free worker since it came, and neither had these looks from the first one
        // on.
        double lookedMs = row.row().subList(0, n - 1).stream()
                .mapToDouble(p -> p.look().durationMs())
                .sum();
        double sinceMs = Math.max(headAgeMs, lookedMs);
        Instant since = now.at().minusMillis(Math.round(sinceMs));
        String wait = blocked == 1 ? " waits" : " wait";
        Draft.Builder draft = new Draft.Builder(rule, Severity.CRITICAL, pool)
                .title(Words.of(blocked, size, "worker") + " of " + name + wait + cause.where() + "; "
                        + Words.count(pool.queue().depth(), "task") + (size == 1 ? " behind it" : " behind them")
                        + ", the oldest for "
                        + Body.oldest(pool))
                .line("no worker of " + name + " is free: " + Words.of(blocked, size, "worker") + wait
                        + " inside a task" + cause.forWhat(name))
                .line(Body.queueAndSize(pool));
        groups.stream().limit(3).forEach(group -> draft.lines(Body.group(group, name)));
        boolean itself = cause.waitsForItself(pool);
        String maybeEndedBy =
                itself ? null : Enders.queued(pool, Enders.maybeQueued(cause.kind(), cause.awaits(), cause.timed()));
        String fix = Fix.of(cause.kind(), cause.site(), cause.call(), cause.awaits(), name, cause.timed());
        Set<String> same = Set.of("blocking-wait", "starvation-hazard");
        if (cause.site() != null) {
            draft.explains(same, pool.id(), cause.site(), Severity.CRITICAL)
                    .explains(
                            Set.of("lock-held-while-waiting", "lock-convoy", "resource-starvation", "carrier-pinned"),
                            pool.id(),
                            cause.site(),
                            Severity.WARNING);
        }
        List<PoolSnapshot> behind = now.pools().stream()
                .filter(other -> other != pool && mostlyWaitsFor(now, other, name))
                .toList();
        behind.forEach(
                other -> draft.explains(Set.of("pool-starvation", "slow-queue"), other.id(), null, Severity.CRITICAL));
        Awaits awaits = cause.awaits();
        return draft.line(
                        itself ? "likely waits for itself: what these workers wait for needs a worker of " + name : "")
                .line(Enders.sentence(pool, blocked, maybeEndedBy))
                .line(cause.timed() ? "these waits have a time limit: it may end by itself" : "")
                .line(
                        behind.isEmpty()
                                ? ""
                                : "behind it: "
                                        + String.join(
                                                ", ",
                                                behind.stream()
                                                        .map(PoolSnapshot::name)
                                                        .toList()))
                .line(Body.quiet(row, now, Duration.between(since, now.at()).toMillis()))
                .advise(WHY, fix)
                .at(cause.site(), cause.stack())
                .since(since, Body.beganBefore(groups))
                .decides(Set.of(pool.id()))
                .rank(Body.rank(now, pool, cause.site()))
                .explains(Set.of("slow-queue", "late-schedule", "pool-growth"), pool.id(), null, Severity.CRITICAL)
                .figure("workers", size)
                .figure("blocked", blocked)
                .figure("queueDepth", pool.queue().depth())
                .figure("oldestMs", headAgeMs)
                .figure("causeShare", cause.share())
                .figure("awaits", awaits == null ? null : awaits.task() == null ? awaits.type() : awaits.task())
                .figure("runsIn", awaits == null ? null : awaits.runsIn())
                .figure("likelyWaitsForItself", itself)
                .figure("maybeEndedBy", maybeEndedBy)
                .figure("cpuShare", pool.look().cpuShare())
                .draft();
    }

    /** Whether half of a pool's blocked workers wait for what another pool must do. */
    private static boolean mostlyWaitsFor(Snapshot now, PoolSnapshot pool, String other) {
        long waiting = BlockedGroup.of(now, pool).stream()
                .mapToLong(g -> g.waitingFor(other))
                .sum();
        return waiting > 0 && 2 * waiting >= pool.threads().blocked();
    }
}
