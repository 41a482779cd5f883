package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.Borrowing;
import io.poolscope.snapshot.Borrowing.Stock;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.snapshot.WorkerSnapshot;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What is told of workers that wait to borrow. */
final class ResourceText {
    private static final String WHY =
            "A worker that waits for a connection or a permit holds its place in the pool and does nothing: the smaller of"
                    + " the two, workers or resource, sets the pace. Who holds one while waiting for another gives"
                    + " nothing back: enough of those, and all stand until a time limit strikes.";

    private ResourceText() {}

    /**
     * One finding for a pool and a resource.
     *
     * @param lines where its workers wait, the line with most of them first
     * @param open how long each must have waited for the pool to stand, milliseconds
     */
    static Draft draft(Rule rule, Snapshot now, List<Borrowers> lines, double open) {
        Borrowers here = lines.get(0);
        PoolSnapshot pool = here.pool();
        WaitSite site = here.site();
        BlockedGroup group = here.group();
        Borrowing resource = here.resource();
        Stock stock = resource == null ? null : resource.stock();
        int size = pool.threads().size();
        int waiting = lines.stream().mapToInt(each -> each.workers().size()).sum();
        // A pool that adds a worker for the next task is not at its end.
        boolean critical = waiting > 0 && waiting >= size && !pool.threads().canGrow() && allLong(lines, open);
        boolean timed = group == null || group.timed();
        String one = site.kind() == BlockKind.SEMAPHORE ? "a permit" : "a connection";
        String name = ResourceWords.named(resource);
        double longest = Math.max(here.longestMs(), typical(site));
        LentOut lent = LentOut.of(here);
        Draft.Builder draft = new Draft.Builder(rule, critical ? Severity.CRITICAL : Severity.WARNING, pool)
                .title((waiting == 0
                                ? "workers of " + pool.name() + " waited " + Words.duration(longest) + " for "
                                : Words.of(waiting, size, "worker") + " of " + pool.name()
                                        + (waiting == 1 ? " waits for " : " wait for "))
                        + one + name + " at " + Words.line(site.site())
                        + (stock == null ? "" : ", " + stock.lent() + " of " + stock.limit() + " are in use")
                        + lent.aside(waiting));
        if (group == null) {
            draft.line(Words.count(site.waits(), "wait") + " for " + one + name + " at " + site.site());
        } else {
            draft.lines(Body.group(group, pool.name()));
        }
        lines.stream()
                .skip(1)
                .limit(3)
                .map(Borrowers::group)
                .filter(Objects::nonNull)
                .forEach(other -> draft.lines(Body.group(other, pool.name())));
        draft.line(waiting == 0 ? "" : "the longest for " + Words.duration(longest))
                .line(resource == null || stock == null ? "" : ResourceWords.stock(resource, stock))
                .lines(lent.lines())
                .line(pool.queue().depth() == 0 ? "" : Body.queueAndSize(pool))
                .advise(WHY, ResourceWords.fix(here, lent, timed))
                .at(site.site(), site.stack())
                .since(
                        waiting == 0 ? null : now.at().minusMillis(Math.round(here.longestMs())),
                        group != null && Body.beganBefore(List.of(group)))
                .rank(site.rank())
                .explains(Set.of("lock-held-while-waiting"), pool.id(), site.site(), Severity.WARNING);
        if (critical) {
            draft.explains(Set.of("pool-starvation", "slow-queue"), pool.id(), null, Severity.CRITICAL);
        } else if (2 * waiting >= pool.threads().blocked() && waiting > 0) {
            draft.explains(Set.of("slow-queue"), pool.id(), null, Severity.WARNING);
        }
        return draft.figure("resource", resource == null ? null : resource.library())
                .figure("resourceName", resource == null ? null : resource.name())
                .figure("limit", stock == null ? null : stock.limit())
                .figure("total", stock == null ? null : stock.total())
                .figure("inUse", stock == null ? null : stock.lent())
                .figure("threadsWaiting", stock == null ? null : stock.waiting())
                .figure("workersWaiting", waiting)
                .figure("workers", size)
                .figure("longestMs", longest)
                .figure("waits", site.waits())
                .figure("holdAndWait", lent.twice() == 0 ? null : lent.twice())
                .draft();
    }

    /** In passing all may wait at a moment: one has just given back what another is about to take. */
    private static boolean allLong(List<Borrowers> lines, double open) {
        return lines.stream()
                .flatMap(each -> each.workers().stream())
                .map(WorkerSnapshot::blockedBy)
                .allMatch(wait -> wait != null && wait.openMs() >= open);
    }

    private static double typical(WaitSite site) {
        Double p50 = site.durationMs() == null ? null : site.durationMs().p50();
        return p50 == null ? 0 : p50;
    }
}
