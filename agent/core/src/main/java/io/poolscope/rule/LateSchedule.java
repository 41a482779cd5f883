package io.poolscope.rule;

import io.poolscope.snapshot.LateTask;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A periodic task starts late again and again, because no thread of its scheduler is free. Several starts that one short stop
 * delayed are one occasion, and one occasion alone is no habit; one that lasts is told while it lasts. Silent where a thread
 * was free (then the machine is late), and for what was due while the JVM stood.
 */
final class LateSchedule implements Rule {
    /** Late by less than that is late for no one, however short the period. */
    private static final Threshold LATE = Threshold.millis("late", 100);
    /** Starts in a row, each late by a period at least. */
    private static final Threshold STARTS = Threshold.count("starts", 3);

    private static final Threshold OCCASIONS = Threshold.count("occasions", 3);
    /** As late as that, and one occasion is enough. */
    private static final Threshold LONG = Threshold.millis("long", 1000);
    /** So long after the last late start it is over. */
    private static final Threshold OVER = Threshold.millis("over", 10_000);

    @Override
    public String id() {
        return "late-schedule";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(LATE, STARTS, OCCASIONS, LONG, OVER);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        List<LateTask> late = looks.newest().facts().of(LateTask.class).stream()
                .filter(task -> late(task, limits))
                .toList();
        List<Draft> drafts = new ArrayList<>();
        for (PoolSnapshot pool : looks.newest().pools()) {
            List<LateTask> its = late.stream()
                    .filter(task -> task.poolId().equals(pool.id()))
                    .sorted(Comparator.comparingDouble(task -> -task.lateMs() / Math.max(1, task.periodMs())))
                    .toList();
            if (!its.isEmpty()) {
                drafts.add(LateScheduleText.draft(this, looks.newest(), pool, its));
            }
        }
        return Outcome.of(drafts);
    }

    private static boolean late(LateTask task, Limits limits) {
        return task.lateMs() >= limits.of(LATE)
                && task.starts() >= limits.count(STARTS)
                && (task.lateMs() >= limits.of(LONG) || task.occasions() >= limits.count(OCCASIONS))
                && task.agoMs() <= limits.of(OVER);
    }
}
