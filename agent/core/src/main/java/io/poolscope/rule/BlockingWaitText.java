package io.poolscope.rule;

import io.poolscope.finding.Prediction;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told of workers that wait for an asynchronous result. */
final class BlockingWaitText {
    private static final String WHY =
            "A worker that waits for an asynchronous result serves nobody meanwhile: the work was"
                    + " handed away, the worker was not. The pool needs a worker more for each such wait, and stands still when"
                    + " it has none.";

    /** A site with that much of a pool's blocked time tells when the pool began to be blocked. */
    private static final double MOST = 0.5;

    private BlockingWaitText() {}

    /**
     * A draft.
     *
     * @param lostMs worker time that these waits cost, milliseconds
     * @param smallShare below this share of the pool's worker time it is an info
     */
    static Draft draft(Rule rule, Snapshot now, PoolSnapshot pool, WaitSite site, double lostMs, double smallShare) {
        double totalMs = pool.time().totalMs();
        // Waits are counted exactly, worker time by samples: on a starved machine the second falls behind.
        double share = totalMs <= 0 ? 1 : Math.min(1, lostMs / totalMs);
        Severity severity = share < smallShare ? Severity.INFO : Severity.WARNING;
        String name = pool.name();
        String call = site.call() == null ? "an asynchronous result" : Words.call(site.call());
        String window = Words.duration(now.at().toEpochMilli() - now.from().toEpochMilli());
        List<BlockedGroup> groups = BlockedGroup.of(now, pool).stream()
                .filter(g -> site.site().equals(g.site()) && g.kind() == site.kind())
                .toList();
        boolean timed = groups.stream().allMatch(BlockedGroup::timed);
        boolean open = site.openWaits() > 0;
        Prediction worth = Prediction.of(now, pool);
        Prediction.At gain = worth == null ? null : worth.at(site.rank());
        Draft.Builder draft = new Draft.Builder(rule, severity, pool)
                .title("workers of " + name + " lost " + Words.duration(lostMs) + " in " + window + " ("
                        + Words.percent(share) + " of their time) waiting in " + call + " at "
                        + Words.line(site.site()))
                .line(Words.count(site.waits(), "wait") + (site.waitsEstimated() ? " (estimated)" : "")
                        + " of workers of " + name + " in " + call + " at " + site.site())
                .line(groups.isEmpty() ? "" : Body.task(groups.get(0).typical()))
                .line(site.awaits() == null ? "" : "     waits for " + Body.awaited(site.awaits(), List.of(), name))
                .line(Words.duration(lostMs) + " of worker time in " + window + ", " + Words.percent(share)
                        + " of what " + name + " has"
                        + (open ? there(pool, site) : ""))
                .line(rank(now.sites(), site))
                .line(worth == null || gain == null ? "" : Gain.sentence(worth, gain, name))
                .advise(WHY, Fix.of(site.kind(), site.site(), site.call(), site.awaits(), name, open && timed))
                .at(site.site(), site.stack())
                .since(site.share() >= MOST ? blockedSince(pool) : null, now.look() == 1)
                .rank(site.rank())
                .figure("workerMs", lostMs)
                .figure("compensatedMs", site.compensatedMs() > 0 ? site.compensatedMs() : null)
                .figure("waits", site.waits())
                .figure("waitsEstimated", site.waitsEstimated())
                .figure("openWaits", site.openWaits())
                .figure("shareOfWorkerTime", share)
                .figure("ceilingNow", worth == null ? null : worth.ceilingNow())
                .figure("ceilingWithout", gain == null ? null : gain.ceiling());
        draft.explains(Set.of("starvation-hazard"), pool.id(), site.site(), Severity.INFO);
        if (severity == Severity.WARNING) {
            Set<String> stories = Set.of("sequential-waits", "waits-in-loop", "pointless-offload");
            draft.explains(stories, pool.id(), site.site(), Severity.INFO);
        }
        double busyMs = pool.time().runningMs() + pool.time().blockedMs();
        if (2 * lostMs >= busyMs) {
            // Most of what the workers do is this wait: the queue is slow because of it.
            draft.explains(Set.of("slow-queue"), pool.id(), null, Severity.WARNING);
        }
        return draft.draft();
    }

    /** {@code ; 3 of 4 workers wait there now, the longest for 2 s}. */
    private static String there(PoolSnapshot pool, WaitSite site) {
        return "; " + site.openWaits() + " of " + Words.count(pool.threads().size(), "worker")
                + (site.openWaits() == 1 ? " waits" : " wait") + " there now"
                + (site.longestOpenMs() == null ? "" : ", the longest for " + Words.duration(site.longestOpenMs()));
    }

    /** Since when workers of the pool have been blocked in every look; null where they are not in the newest. */
    private static @Nullable Instant blockedSince(PoolSnapshot pool) {
        Instant since = null;
        List<PoolSnapshot.Point> points = pool.history();
        for (int i = points.size() - 1; i >= 0 && points.get(i).blocked() > 0; i--) {
            since = Instant.parse(points.get(i).t());
        }
        return since;
    }

    /** {@code rank 2 of 11: the first 2 sites hold 71 % of all blocked worker time}. */
    private static String rank(List<WaitSite> sites, WaitSite site) {
        double all = 0;
        double first = 0;
        for (WaitSite each : sites) {
            all += each.blockedMs();
            first += each.rank() <= site.rank() ? each.blockedMs() : 0;
        }
        if (sites.size() < 2 || all <= 0) {
            return "the only place where workers wait";
        }
        String these = site.rank() == 1 ? "this one of " : "these " + site.rank() + " of ";
        return "rank " + site.rank() + ": " + these + sites.size() + " sites"
                + (site.rank() == 1 ? " holds " : " hold ") + Words.percent(first / all)
                + " of all blocked worker time";
    }
}
