package io.poolscope.rule;

import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.util.ArrayList;
import java.util.List;

/** Sync-over-async: workers of a pool wait for an asynchronous result, for long or often. */
final class BlockingWait implements Rule {
    /** Worker time lost at one site in the window. */
    private static final Threshold WORKER_TIME = Threshold.millis("worker-time", 10_000);
    /** Waits that really blocked at one site in the window. */
    private static final Threshold WAITS = Threshold.count("waits", 100);
    /** Below this share of the pool's worker time it is an info. */
    private static final Threshold SMALL_SHARE = Threshold.share("small-share", 0.05);

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
                drafts.add(BlockingWaitText.draft(this, now, pool, site, lostMs, limits.of(SMALL_SHARE)));
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
}
