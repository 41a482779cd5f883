package io.poolscope.rule;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Workers wait to borrow from a bounded resource, a pool of connections or a semaphore, that has not enough for them.
 * Silent for short waits, and for a semaphore that is used as a signal: those who wait for one are long at it, alone, and
 * nobody behind them.
 */
final class ResourceStarvation implements Rule {
    private static final Threshold OPEN = Threshold.millis("open", 500);
    private static final Threshold WAITING = Threshold.share("waiting", 0.25);
    private static final Threshold LOOKS = Threshold.looks("looks", 3);
    /** Who waits for a permit has done little else in its task: a consumer that waits for the next signal has. */
    private static final Threshold OF_TASK = Threshold.share("of-task", 0.5);

    /** Workers that must wait for one semaphore: one alone waits for a signal. */
    private static final int CONTENDERS = 2;

    @Override
    public String id() {
        return "resource-starvation";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(OPEN, WAITING, LOOKS, OF_TASK);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        Map<String, List<Borrowers>> places = new LinkedHashMap<>();
        for (WaitSite site : now.sites()) {
            PoolSnapshot pool = Looks.pool(now, site.poolId());
            if (pool == null || !lends(site.kind()) || pool.kind() == PoolKind.UNRECOGNISED) {
                continue;
            }
            Borrowers here = Borrowers.at(now, pool, site);
            if (wants(looks, here, limits)) {
                places.computeIfAbsent(pool.id() + here.of(), of -> new ArrayList<>())
                        .add(here);
            }
        }
        return Outcome.of(places.values().stream()
                .map(of -> ResourceText.draft(this, now, Borrowers.mostFirst(of), limits.of(OPEN)))
                .toList());
    }

    private static boolean lends(BlockKind kind) {
        return kind == BlockKind.CONNECTION_POOL || kind == BlockKind.SEMAPHORE;
    }

    private static boolean wants(Looks looks, Borrowers here, Limits limits) {
        int n = limits.count(LOOKS);
        boolean many = held(looks, here, n, limits, false);
        if (here.site().kind() == BlockKind.SEMAPHORE) {
            return (many || held(looks, here, n, limits, true)) && isShared(here, limits);
        }
        return many || held(looks, here, here.mayStillFill() ? n : 1, limits, true) || ended(looks, here, limits);
    }

    private static boolean held(Looks looks, Borrowers here, int n, Limits limits, boolean one) {
        for (int ago = 0; ago < n; ago++) {
            Borrowers then = ago >= looks.size() ? null : here.in(looks.ago(ago));
            if (then == null
                    || !(one ? then.longestMs() >= limits.of(OPEN) : share(looks, then, ago) >= limits.of(WAITING))) {
                return false;
            }
        }
        return true;
    }

    /** How many of the workers stood there through a look: by the time that the place cost, else by those met there. */
    private static double share(Looks looks, Borrowers then, int ago) {
        Double total = then.site().blockedTotalMs();
        Borrowers before = ago + 1 >= looks.size() ? null : then.in(looks.ago(ago + 1));
        Double totalBefore = before == null ? null : before.site().blockedTotalMs();
        PoolSnapshot pool = then.pool();
        double workers = Math.max(1, pool.threads().size());
        if (total == null || totalBefore == null || pool.look().durationMs() <= 0) {
            return then.site().openWaits() / workers;
        }
        return (total - totalBefore) / pool.look().durationMs() / workers;
    }

    /** Waits that are over: what most of them took, as long as there are new ones. */
    private static boolean ended(Looks looks, Borrowers here, Limits limits) {
        Double typical = here.site().durationMs() == null
                ? null
                : here.site().durationMs().p50();
        Borrowers before = looks.size() < 2 ? null : here.in(looks.ago(1));
        return typical != null
                && typical - looks.newest().longestPauseMs() >= limits.of(OPEN)
                && before != null
                && !Objects.equals(before.site().blockedTotalMs(), here.site().blockedTotalMs());
    }

    private static boolean isShared(Borrowers here, Limits limits) {
        PoolSnapshot pool = here.pool();
        long contenders = here.workers().stream()
                .filter(worker -> worker.blockedBy() != null
                        && worker.blockedBy().openMs() >= limits.of(OF_TASK) * worker.taskMs())
                .count();
        boolean passesOn =
                here.site().waits() > here.site().openWaits() && pool.look().completed() > 0;
        return contenders >= CONTENDERS && (pool.queue().depth() > 0 || passesOn);
    }
}
