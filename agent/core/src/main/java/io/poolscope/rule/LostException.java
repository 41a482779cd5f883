package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.Loss;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * A task failed and nobody will ever know: its exception lies in a future that nobody asks. Silent for one that is read
 * late, that a stage handles, and that ends what was cancelled or interrupted.
 */
final class LostException implements Rule {
    /** From then on nobody is expected to read it any more. */
    private static final Threshold UNREAD = Threshold.millis("unread", 30_000);
    /** Unread for so long when the JVM ends, or several at one place: that is likely to stay so. */
    private static final Threshold EARLY = Threshold.millis("early", 5_000);
    /** Failures at one place that are told early, as info. */
    private static final Threshold COUNT = Threshold.count("count", 3);
    /** One that stays unread for ever is told for as long as anything else that happened once, milliseconds. */
    private static final double TOLD_MS = 60_000;

    /**
     * What of a place's failures counts.
     *
     * @param lost those that nobody will read
     * @param early those that nobody has read for a while
     */
    record Count(int lost, int early) {}

    @Override
    public String id() {
        return "lost-exception";
    }

    @Override
    public Needs needs() {
        return new Needs(List.of(List.of("task-failure", "stage-read")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(UNREAD, EARLY, COUNT);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        List<Draft> drafts = new ArrayList<>();
        for (Loss loss : now.facts().of(Loss.class)) {
            Count count = count(loss, limits);
            boolean lost = count.lost() > 0;
            if (lost || count.early() >= limits.count(COUNT)) {
                PoolSnapshot pool = loss.poolId() == null ? null : Looks.pool(now, loss.poolId());
                Severity severity = lost ? Severity.WARNING : Severity.INFO;
                drafts.add(LossText.draft(this, severity, pool, now, loss, count));
            }
        }
        return Outcome.of(drafts);
    }

    private static Count count(Loss loss, Limits limits) {
        int lost = loss.collected() + loss.stopped();
        int early = 0;
        for (double ms : loss.unreadMs()) {
            if (ms >= limits.of(UNREAD) && ms < limits.of(UNREAD) + TOLD_MS
                    || loss.ending() && ms >= limits.of(EARLY)) {
                lost++;
            } else if (ms >= limits.of(EARLY) && ms < limits.of(UNREAD)) {
                early++;
            }
        }
        return new Count(lost, early);
    }
}
