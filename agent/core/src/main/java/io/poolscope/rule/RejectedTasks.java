package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.RefusedState;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A pool refused tasks: work was lost, or ran where nobody expected it. */
final class RejectedTasks implements Rule {
    /** Rejections at one site in the window. */
    private static final Threshold COUNT = Threshold.count("count", 1);

    private static final String WHY = "The queue was full and no worker could be added, or the pool was shut down: the"
            + " rejection handler decided what became of the tasks.";

    @Override
    public String id() {
        return "rejected-tasks";
    }

    @Override
    public Needs needs() {
        return new Needs(List.of(List.of("rejected")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(COUNT);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        List<Draft> drafts = new ArrayList<>();
        for (PoolSnapshot pool : looks.newest().pools()) {
            for (PoolSnapshot.Refusal refusal : pool.refusals()) {
                if (refusal.count() >= limits.count(COUNT)) {
                    drafts.add(draft(looks.newest(), pool, refusal));
                }
            }
        }
        return Outcome.of(drafts);
    }

    /** What the workers did at that moment: {@code , while all 40 workers waited in Thread.sleep at Provider.java:17}. */
    private static String then(Snapshot now, PoolSnapshot pool) {
        RefusedState then = now.facts().of(RefusedState.class).stream()
                .filter(state -> state.poolId().equals(pool.id()))
                .max(Comparator.comparingInt(state -> state.running() + state.blocked()))
                .orElse(null);
        if (then == null || then.running() + then.blocked() == 0) {
            return "";
        }
        WaitSite most = now.sites().stream()
                .filter(site -> site.poolId().equals(pool.id()))
                .max(Comparator.comparingDouble(WaitSite::blockedMs))
                .orElse(null);
        if (2 * then.blocked() < then.size() || most == null) {
            return ", while " + Words.of(then.running() + then.blocked(), then.size(), "worker")
                    + (then.size() == 1 ? " was" : " were") + " inside a task";
        }
        return ", while " + Words.of(then.blocked(), then.size(), "worker") + " waited"
                + (then.blocked() == 1 ? " " : ", most ")
                + (most.call() == null ? "for " + Body.noun(most.kind()) : "in " + Words.call(most.call())) + " at "
                + Words.line(most.site());
    }

    private Draft draft(Snapshot now, PoolSnapshot pool, PoolSnapshot.Refusal refusal) {
        String name = pool.name();
        String task = refusal.task() == null ? "" : " (" + Words.simple(refusal.task()) + ")";
        String at = refusal.site() == null ? "" : " submitted at " + Words.line(refusal.site());
        String window = Words.duration(now.at().toEpochMilli() - now.from().toEpochMilli());
        PoolSnapshot.Threads threads = pool.threads();
        Integer capacity = pool.queue().capacity();
        return new Draft.Builder(this, Severity.WARNING, pool)
                .title(name + " rejected " + Words.count(refusal.count(), "task") + task + at + " in " + window
                        + then(now, pool))
                .line(Words.count(refusal.count(), "task") + " rejected in " + window
                        + (refusal.site() == null ? "" : ", submitted at " + refusal.site()))
                .line(refusal.task() == null ? "" : "     task      " + TaskWords.full(refusal.task()))
                .line(Body.queueAndSize(pool) + "; most queued in " + window + ": "
                        + pool.queue().peakDepth())
                .line("now " + threads.running() + " running, " + threads.blocked() + " blocked, " + threads.idle()
                        + " idle of " + Words.count(threads.size(), "worker") + " of " + name)
                .advise(
                        WHY,
                        "slow the caller down" + (refusal.site() == null ? "" : " at " + Words.line(refusal.site()))
                                + " or let it try again later (CallerRunsPolicy does both)"
                                + (capacity == null
                                        ? ""
                                        : "; if such peaks are normal, raise the queue's capacity of " + capacity))
                .at(refusal.site(), refusal.stack())
                .since(null, false)
                .figure("rejected", refusal.count())
                .figure("task", refusal.task())
                .figure("capacity", capacity)
                .figure("peakDepth", pool.queue().peakDepth())
                .figure("workers", threads.size())
                .figure("max", threads.max())
                .draft();
    }
}
