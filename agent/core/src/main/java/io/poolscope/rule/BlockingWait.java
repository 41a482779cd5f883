package io.poolscope.rule;

import io.poolscope.finding.Prediction;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sync-over-async: workers of a pool wait for an asynchronous result, for long or often. */
final class BlockingWait implements Rule {
    /** Worker time lost at one site in the window. */
    private static final Threshold WORKER_TIME = Threshold.millis("worker-time", 10_000);
    /** Waits that really blocked at one site in the window. */
    private static final Threshold WAITS = Threshold.count("waits", 100);
    /** Below this share of the pool's worker time it is an info. */
    private static final Threshold SMALL_SHARE = Threshold.share("small-share", 0.05);

    /** A site with that much of a pool's blocked time tells when the pool began to be blocked. */
    private static final double MOST = 0.5;

    private static final String WHY =
            "A worker that waits for an asynchronous result serves nobody meanwhile: the work was"
                    + " handed away, the worker was not. The pool needs a worker more for each such wait, and stands still when"
                    + " it has none.";

    @Override
    public String id() {
        return "blocking-wait";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WORKER_TIME, WAITS, SMALL_SHARE);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        List<Draft> drafts = new ArrayList<>();
        for (WaitSite site : now.sites()) {
            PoolSnapshot pool = Looks.pool(now, site.poolId());
            double lostMs = site.blockedMs() - site.compensatedMs();
            // A compensated wait costs no worker: only the others count.
            double waits = site.blockedMs() <= 0 ? 0 : site.waits() * lostMs / site.blockedMs();
            if (pool != null
                    && site.async()
                    && !helps(pool, site)
                    && (lostMs >= limits.of(WORKER_TIME) || waits >= limits.count(WAITS))) {
                drafts.add(draft(now, pool, site, lostMs, limits));
            }
        }
        return Outcome.of(drafts);
    }

    /** Fork and join within a pool is no asynchronous call: a worker that joins runs other tasks, or is compensated. */
    private static boolean helps(PoolSnapshot pool, WaitSite site) {
        String runsIn = site.awaits() == null ? null : site.awaits().runsIn();
        return pool.kind() == PoolKind.FORK_JOIN
                && site.call() != null
                && site.call().startsWith("java.util.concurrent.ForkJoinTask.")
                && (runsIn == null || runsIn.equals(pool.name()));
    }

    private Draft draft(Snapshot now, PoolSnapshot pool, WaitSite site, double lostMs, Limits limits) {
        double totalMs = pool.time().totalMs();
        // Waits are counted exactly, worker time by samples: on a starved machine the second falls behind.
        double share = totalMs <= 0 ? 1 : Math.min(1, lostMs / totalMs);
        Severity severity = share < limits.of(SMALL_SHARE) ? Severity.INFO : Severity.WARNING;
        String name = pool.name();
        String call = site.call() == null ? "an asynchronous result" : Words.call(site.call());
        String window = Words.duration(now.at().toEpochMilli() - now.from().toEpochMilli());
        List<BlockedGroup> there = BlockedGroup.of(now, pool).stream()
                .filter(g -> site.site().equals(g.site()) && g.kind() == site.kind())
                .toList();
        boolean timed = there.stream().allMatch(BlockedGroup::timed);
        boolean open = site.openWaits() > 0;
        Prediction worth = Prediction.of(now, pool);
        Prediction.At gain = worth == null ? null : worth.at(site.rank());
        Draft.Builder draft = new Draft.Builder(this, severity, pool)
                .title("workers of " + name + " lost " + Words.duration(lostMs) + " in " + window + " ("
                        + Words.percent(share) + " of their time) waiting in " + call + " at "
                        + Words.line(site.site()))
                .line(Words.count(site.waits(), "wait") + (site.waitsEstimated() ? " (estimated)" : "")
                        + " of workers of " + name + " in " + call + " at " + site.site())
                .line(there.isEmpty() ? "" : Body.task(there.get(0).typical()))
                .line(site.awaits() == null ? "" : "     waits for " + Body.awaited(site.awaits(), List.of(), name))
                .line(Words.duration(lostMs) + " of worker time in " + window + ", " + Words.percent(share)
                        + " of what " + name + " has"
                        + (open
                                ? "; " + site.openWaits() + " of "
                                        + Words.count(pool.threads().size(), "worker")
                                        + (site.openWaits() == 1 ? " waits" : " wait") + " there now"
                                        + (site.longestOpenMs() == null
                                                ? ""
                                                : ", the longest for " + Words.duration(site.longestOpenMs()))
                                : ""))
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
            draft.explains(
                    Set.of("sequential-waits", "waits-in-loop", "pointless-offload"),
                    pool.id(),
                    site.site(),
                    Severity.INFO);
        }
        double busyMs = pool.time().runningMs() + pool.time().blockedMs();
        if (2 * lostMs >= busyMs) {
            // Most of what the workers do is this wait: the queue is slow because of it.
            draft.explains(Set.of("slow-queue"), pool.id(), null, Severity.WARNING);
        }
        return draft.draft();
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
