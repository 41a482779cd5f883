package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.Offload;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Workers hand a job over and do nothing but wait for it: two threads for one job, and two hand-overs. */
final class PointlessOffload implements Rule {
    /** Such waits at one site in the window. */
    private static final Threshold WAITS = Threshold.count("waits", 50);
    /** How much of the time from hand-over to result was waiting. */
    private static final Threshold COVERED = Threshold.share("covered", 0.9);

    private static final String WHY =
            "The worker gains nothing by handing the job over: it stands still until the job is done,"
                    + " a second thread is held for it, and each hand-over costs a wake-up on both sides.";

    @Override
    public String id() {
        return "pointless-offload";
    }

    @Override
    public Needs needs() {
        return new Needs(List.of(List.of("submit-site"), List.of("completable-future-get", "future-get")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WAITS, COVERED);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        List<Draft> drafts = new ArrayList<>();
        for (Offload offload : now.facts().of(Offload.class)) {
            PoolSnapshot pool = Looks.pool(now, offload.poolId());
            if (pool != null && offload.waits() >= limits.count(WAITS) && offload.covered() >= limits.of(COVERED)) {
                drafts.add(draft(now, pool, offload, limits.loadTest()));
            }
        }
        return Outcome.of(drafts);
    }

    private Draft draft(Snapshot now, PoolSnapshot pool, Offload offload, boolean loadTest) {
        Severity severity = loadTest ? Severity.WARNING : Severity.INFO;
        String name = pool.name();
        String line = Words.line(offload.site());
        String call = StoryText.call(offload.call());
        String often = Words.count(offload.waits(), "time");
        boolean async = offload.call() != null && offload.call().contains("CompletableFuture");
        return new Draft.Builder(this, severity, pool)
                .title("workers of " + name + " hand a job over and wait for it at once at " + line + ", " + often
                        + " in " + StoryText.window(now) + ": two threads for one job")
                .line(often + " in " + call + " at " + offload.site()
                        + ", for what the same worker had just handed over")
                .line(Words.duration(offload.waitMs()) + " of worker time, "
                        + Words.duration(offload.waitMs() / offload.waits()) + " each: "
                        + Words.percent(offload.covered()) + " of the time from hand-over to result")
                .advise(
                        WHY,
                        "call the job directly at " + line + " instead of handing it over"
                                + (async
                                        ? ", or do not wait: return the CompletableFuture and compose on it"
                                        : ", or do something else before the wait")
                                + "; if its executor limits how many run at once, a Semaphore does that too")
                .at(offload.site(), offload.stack())
                .since(null, now.look() == 1)
                .rank(Body.rank(now, pool, offload.site()))
                .figure("waits", offload.waits())
                .figure("waitMs", offload.waitMs())
                .figure("covered", offload.covered())
                .explains(Set.of("blocking-wait"), pool.id(), offload.site(), severity)
                .draft();
    }
}
