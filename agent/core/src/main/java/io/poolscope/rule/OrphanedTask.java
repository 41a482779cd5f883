package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Orphans;
import io.poolscope.snapshot.Orphans.How;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody gave up waiting, and the work went on for nobody. Silent where another waits for it, or comes back, and for
 * a periodic task that is cancelled while it runs.
 */
final class OrphanedTask implements Rule {
    /** Pieces of work at one place in the window. */
    private static final Threshold COUNT = Threshold.count("count", 5);
    /** Worker time at one place in the window. */
    private static final Threshold BURNT = Threshold.millis("burnt", 5_000);

    private static final String WHY =
            "Giving up a wait does not end the work: it keeps its worker, and whatever it holds,"
                    + " until it is done, for a result that nobody takes. Callers that try again add one more each time.";

    @Override
    public String id() {
        return "orphaned-task";
    }

    @Override
    public Needs needs() {
        return new Needs(List.of(List.of("given-up"), List.of("task")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(COUNT, BURNT);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        List<Draft> drafts = new ArrayList<>();
        for (Orphans orphans : now.facts().of(Orphans.class)) {
            PoolSnapshot pool = Looks.pool(now, orphans.poolId());
            if (pool != null) {
                boolean many = orphans.count() >= limits.count(COUNT) || orphans.burntMs() >= limits.of(BURNT);
                drafts.add(draft(many ? Severity.WARNING : Severity.INFO, pool, now, orphans));
            }
        }
        return Outcome.of(drafts);
    }

    private Draft draft(Severity severity, PoolSnapshot pool, Snapshot now, Orphans orphans) {
        String name = pool.name();
        String task = orphans.task();
        CodeLocation submittedAt = orphans.submittedAt();
        String what = task == null ? "task" : TaskWords.brief(task, submittedAt);
        String window = Words.duration(now.at().toEpochMilli() - now.from().toEpochMilli());
        String burnt = Words.seconds(orphans.burntMs());
        return new Draft.Builder(this, severity, pool)
                .title(Words.count(orphans.count(), "task") + " of " + name + " ran on for nobody after "
                        + gaveUp(orphans.how()) + at(orphans) + ": " + burnt + " of worker time in " + window)
                .line(Words.count(orphans.count(), "task") + " ran on at least 100 ms after " + gaveUp(orphans.how())
                        + (orphans.site() == null ? "" : " at " + orphans.site()) + "; " + orphans.running()
                        + (orphans.running() == 1 ? " runs still" : " run still"))
                .line(
                        task == null
                                ? ""
                                : "     task      " + TaskWords.full(task)
                                        + (submittedAt == null ? "" : ", submitted at " + Words.place(submittedAt)))
                .line(burnt + " of worker time of " + name + " ("
                        + Words.count(pool.threads().size(), "worker") + ") went there in " + window
                        + ", with nobody waiting")
                .advise(WHY, fix(orphans.how(), what, at(orphans)))
                .at(orphans.site(), null)
                .since(null, now.look() == 1)
                .figure("tasks", orphans.count())
                .figure("running", orphans.running())
                .figure("burntMs", orphans.burntMs())
                .figure("task", task)
                .draft();
    }

    private static String gaveUp(How how) {
        return switch (how) {
            case TIMED_OUT -> "a get with a time limit gave up";
            case LIMITED -> "orTimeout gave up";
            case CANCELLED, STAGE_CANCELLED -> "a cancel";
        };
    }

    private static String at(Orphans orphans) {
        CodeLocation site = orphans.site();
        return site == null ? "" : " at " + Words.line(site);
    }

    private static String fix(How how, String what, String at) {
        return switch (how) {
            case TIMED_OUT ->
                "cancel(true) the future when get gives up" + at + ", and let " + what
                        + " end when it is interrupted, or give it the same time limit";
            case CANCELLED -> "let " + what + " end when it is interrupted, and cancel with true" + at;
            case LIMITED, STAGE_CANCELLED ->
                "give " + what + " a time limit or a flag of its own" + at
                        + ": a CompletableFuture never interrupts what completes it";
        };
    }
}
