package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The deadlock that has not happened yet: a task waited for a task of its own pool, and a spare worker saved it. */
final class StarvationHazard implements Rule {
    /** Such waits in the window. */
    private static final Threshold WAITS = Threshold.count("waits", 1);

    private static final String WHY =
            "A task that waits for a task of its own pool needs two workers at once. It goes well"
                    + " while others are free; under load all workers hold outer tasks, the inner ones stay in the queue, and"
                    + " nothing moves again.";

    @Override
    public String id() {
        return "starvation-hazard";
    }

    @Override
    public Needs needs() {
        return new Needs(List.of(List.of("task"), List.of("completable-future-get", "future-get")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WAITS);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        List<Draft> drafts = new ArrayList<>();
        for (PoolSnapshot pool : now.pools()) {
            for (PoolSnapshot.NestedWait nested : pool.nested()) {
                if (nested.count() >= limits.count(WAITS) && pool.threads().max() != null && !helps(pool, nested)) {
                    drafts.add(draft(now, pool, nested, pool.threads().max(), limits.loadTest()));
                }
            }
        }
        return Outcome.of(drafts);
    }

    /** A fork-join worker that joins runs other tasks meanwhile or is replaced; only {@code FutureTask} just parks. */
    private static boolean helps(PoolSnapshot pool, PoolSnapshot.NestedWait nested) {
        return pool.kind() == PoolKind.FORK_JOIN
                && (nested.call() == null || !nested.call().contains("FutureTask"));
    }

    private Draft draft(Snapshot now, PoolSnapshot pool, PoolSnapshot.NestedWait nested, int max, boolean loadTest) {
        String name = pool.name();
        // It went well, so there was a worker that waited and one that ran the awaited task.
        int depth = Math.max(2, nested.depth());
        int spare = Math.max(0, max - depth);
        String call = nested.call() == null ? "a wait" : Words.call(nested.call());
        String inner = nested.task() == null ? "a task" : TaskWords.brief(nested.task(), nested.submittedAt());
        Draft.Builder draft = new Draft.Builder(this, loadTest ? Severity.WARNING : Severity.INFO, pool)
                .title("tasks of " + name + " wait for tasks of " + name + " at " + Words.line(nested.site())
                        + ": nesting " + depth + ", size " + max + ", spare " + spare)
                .line(Words.count(nested.count(), "wait") + " in " + call + " at " + nested.site() + " for " + inner
                        + " that runs in " + name + " itself")
                .line("nesting depth " + depth + ", size " + max + ", spare " + spare
                        + (spare == 0 ? ": it went well by chance" : ": it went well because workers were free"))
                .line(max + (max == 1 ? " such wait leaves" : " such waits at once leave") + " no worker for " + inner)
                .advise(
                        WHY,
                        "run " + (nested.task() == null ? "the awaited task" : inner) + " on another executor than "
                                + name
                                + (nested.call() != null && nested.call().contains("CompletableFuture")
                                        ? ", or compose with thenCompose instead of " + Words.method(nested.call())
                                        : ", or call it directly instead of submitting it")
                                + " at " + Words.line(nested.site()))
                .at(nested.site(), nested.stack())
                .since(null, now.look() == 1)
                .rank(Body.rank(now, pool, nested.site()))
                .figure("depth", depth)
                .figure("size", max)
                .figure("spare", spare)
                .figure("waits", nested.count())
                .figure("kind", BlockKind.FUTURE.id())
                .figure("task", nested.task());
        return draft.explains(Set.of("blocking-wait"), pool.id(), nested.site(), Severity.WARNING)
                .draft();
    }
}
