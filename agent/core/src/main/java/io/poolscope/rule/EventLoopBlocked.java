package io.poolscope.rule;

import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.snapshot.WorkerSnapshot;
import io.poolscope.snapshot.WorkerState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread that serves an event loop waits inside a handler, or does not come back from one: all that the loop serves
 * stands meanwhile. Silent while a loop is in its own select or park, and for a scheduler of one thread.
 */
final class EventLoopBlocked implements Rule {
    private static final Threshold OPEN = Threshold.millis("open", 100);
    private static final Threshold RUN = Threshold.millis("run", 1000);

    private static final String SCHEDULER = "java.util.concurrent.ScheduledThreadPoolExecutor";

    /** A wait that was too long: those that are open, or what is known of those that have ended. */
    record Stop(WaitSite site, @Nullable BlockedGroup open, double longestMs) {}

    @Override
    public String id() {
        return "event-loop-blocked";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(OPEN, RUN);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        List<Draft> drafts = new ArrayList<>();
        for (PoolSnapshot pool : now.pools()) {
            if (pool.kind() == PoolKind.EVENT_LOOP
                    && !(pool.instances() == 1 && pool.type().equals(SCHEDULER))) {
                List<Draft> waits = waits(now, pool, limits.of(OPEN));
                drafts.addAll(waits);
                if (waits.isEmpty()) {
                    // A loop that hardly ever comes back to its select between waits looks like one long handler.
                    runs(now, pool, limits.of(RUN), drafts);
                }
            }
        }
        return Outcome.of(drafts);
    }

    private List<Draft> waits(Snapshot now, PoolSnapshot pool, double limit) {
        List<Draft> drafts = new ArrayList<>();
        List<BlockedGroup> groups = BlockedGroup.of(now, pool);
        for (WaitSite site : now.sites()) {
            if (site.poolId().equals(pool.id())) {
                BlockedGroup open = groups.stream()
                        .filter(group -> group.kind() == site.kind()
                                && site.site().equals(group.site())
                                && Objects.equals(site.call(), group.call()))
                        .findFirst()
                        .orElse(null);
                double longest = Math.max(openMs(now, open), endedMs(now, site));
                if (longest >= limit) {
                    drafts.add(EventLoopText.waits(this, now, pool, new Stop(site, open, longest)));
                }
            }
        }
        return drafts;
    }

    /** What the JVM stood still is not the handler's. */
    private static double openMs(Snapshot now, @Nullable BlockedGroup open) {
        double longest = open == null
                ? 0
                : open.waits().stream().mapToDouble(Wait::openMs).max().orElse(0);
        return longest - now.pausedMs();
    }

    private static double endedMs(Snapshot now, WaitSite site) {
        Double max = site.durationMs() == null ? null : site.durationMs().max();
        return max == null ? 0 : max - now.longestPauseMs();
    }

    private void runs(Snapshot now, PoolSnapshot pool, double limit, List<Draft> drafts) {
        List<WorkerSnapshot> lasting = pool.workers().stream()
                .filter(worker -> worker.state() == WorkerState.RUNNING && worker.taskMs() - now.pausedMs() >= limit)
                .sorted(Comparator.comparingDouble(WorkerSnapshot::taskMs).reversed())
                .toList();
        if (!lasting.isEmpty()) {
            drafts.add(EventLoopText.runs(this, now, pool, lasting));
        }
    }
}
