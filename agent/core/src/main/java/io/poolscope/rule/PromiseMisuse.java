package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Misuse;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promise used for what it is not made for. Where the first of several is meant to win, the user allows it by an entry
 * of {@code allow}.
 */
final class PromiseMisuse implements Rule {
    /** Completions that came too late, at one place in the window. */
    private static final Threshold LATE = Threshold.count("late", 100);
    /** Dependents on one future. */
    private static final Threshold DEPENDENTS = Threshold.count("dependents", 1000);
    /** Tasks that were submitted again, at one place in the window. */
    private static final Threshold AGAIN = Threshold.count("again", 1);

    @Override
    public String id() {
        return "promise-misuse";
    }

    @Override
    public Needs needs() {
        return new Needs(List.of(List.of("promise")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(LATE, DEPENDENTS, AGAIN);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        List<Draft> drafts = new ArrayList<>();
        for (Misuse misuse : now.facts().of(Misuse.class)) {
            if (misuse.count() >= limits.count(limit(misuse.kind()))) {
                PoolSnapshot pool = misuse.poolId() == null ? null : Looks.pool(now, misuse.poolId());
                drafts.add(draft(pool, now, misuse));
            }
        }
        return Outcome.of(drafts);
    }

    private static Threshold limit(Misuse.Kind kind) {
        return switch (kind) {
            case TOO_LATE -> LATE;
            case RAN_AGAIN -> AGAIN;
            case DEPENDENTS -> DEPENDENTS;
        };
    }

    private Draft draft(@Nullable PoolSnapshot pool, Snapshot now, Misuse misuse) {
        CodeLocation site = misuse.site();
        String at = site == null ? "" : " at " + Words.line(site);
        String full = site == null ? "" : " at " + site;
        String in = pool == null ? "" : " in " + pool.name();
        String window = Words.duration(now.at().toEpochMilli() - now.from().toEpochMilli());
        long count = misuse.count();
        Draft.Builder draft =
                new Draft.Builder(this, Severity.INFO, pool).at(site, null).since(null, false);
        switch (misuse.kind()) {
            case TOO_LATE ->
                draft.title(count + " futures were completed again" + at + " in " + window + ", in vain")
                        .line(count + " calls of complete or completeExceptionally" + full + " in " + window
                                + " found the future complete; their results and exceptions are gone")
                        .advise(
                                "complete answers false and drops what it was given when the future is complete already:"
                                        + " a result or an exception that nobody gets to see.",
                                "complete each future in one place, or look at what complete answers" + at
                                        + "; where the first is meant to win, accept it with allow")
                        .figure("late", count);
            case RAN_AGAIN ->
                draft.title(Words.count(count, "FutureTask") + (count == 1 ? " was" : " were") + " submitted again" + at
                                + in + " after it had run: nothing ran")
                        .line(Words.count(count, "time") + " in " + window + full + in)
                        .advise(
                                "A FutureTask runs once. A pool takes it a second time without a word and does nothing;"
                                        + " get gives the first result again.",
                                "make a new FutureTask for each run" + at + ", or submit the Callable itself")
                        .figure("again", count);
            case DEPENDENTS ->
                draft.title(count + " dependents wait on one future" + in
                                + (site == null ? "" : ", of a task submitted" + at))
                        .line(count + " stages and threads wait for what one task" + in + " completes or waits for"
                                + (site == null ? "" : ", submitted" + full))
                        .advise(
                                "Each dependent stays on a future until it is complete, and then they all run at once, on"
                                        + " the thread that completes it.",
                                "complete the future sooner" + at + ", or let the many share one dependent stage")
                        .figure("dependents", count);
        }
        return draft.draft();
    }
}
