package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.LongRun;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WorkerSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One task uses the CPU for very long at the same place: a loop that does not end, a computation that belongs elsewhere. Of an
 * event loop {@code event-loop-blocked} tells the same story first.
 */
final class CpuHog implements Rule {
    /** CPU time at one place. */
    private static final Threshold RUN = Threshold.millis("run", 60_000);
    /** The same on an event loop. */
    private static final Threshold LOOP_RUN = Threshold.millis("loop-run", 1000);

    private static final String WHY =
            "A task that computes for that long holds its worker and a processor. If nobody expects it, it is a loop that"
                    + " does not end, or input that is larger than anybody thought.";

    @Override
    public String id() {
        return "cpu-hog";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(RUN, LOOP_RUN);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        Map<String, List<LongRun>> places = new LinkedHashMap<>();
        for (LongRun run : now.facts().of(LongRun.class)) {
            PoolSnapshot pool = Looks.pool(now, run.poolId());
            if (pool != null && run.atPlaceMs() >= limits.of(loop(pool) ? LOOP_RUN : RUN)) {
                places.computeIfAbsent(run.poolId() + FindingKey.site(run.place()), key -> new ArrayList<>())
                        .add(run);
            }
        }
        List<Draft> drafts = new ArrayList<>();
        for (List<LongRun> runs : places.values()) {
            PoolSnapshot pool = Looks.pool(now, runs.get(0).poolId());
            if (pool != null) {
                runs.sort(Comparator.comparingDouble(LongRun::atPlaceMs).reversed());
                drafts.add(draft(now, pool, runs));
            }
        }
        return Outcome.of(drafts);
    }

    private static boolean loop(PoolSnapshot pool) {
        return pool.kind() == PoolKind.EVENT_LOOP;
    }

    private Draft draft(Snapshot now, PoolSnapshot pool, List<LongRun> runs) {
        LongRun worst = runs.get(0);
        CodeLocation place = worst.place();
        String name = pool.name();
        String cpu = Words.duration(worst.atPlaceMs());
        WorkerSnapshot worker = pool.workers().stream()
                .filter(each -> each.threadId() == worst.threadId())
                .findFirst()
                .orElse(null);
        double taskMs = worker == null ? worst.atPlaceMs() : Math.max(worker.taskMs(), worst.atPlaceMs());
        String task = worker == null || worker.task() == null ? "" : ", in a task " + TaskWords.full(worker.task());
        CodeLocation entry = worst.entry();
        return new Draft.Builder(this, loop(pool) ? Severity.WARNING : Severity.INFO, pool)
                .title(Words.of(runs.size(), pool.threads().size(), "worker") + " of " + name
                        + (runs.size() == 1 ? " has" : " have") + " used the CPU for " + cpu + " in one task at "
                        + Words.line(place) + " (" + worst.thread() + ")")
                .line(worst.thread() + " of " + name + " has been in this task for " + Words.duration(taskMs) + task)
                .line(Words.count(worst.stacks(), "stack") + " of it, most of them at " + place)
                .line(
                        entry == null || FindingKey.site(entry).equals(FindingKey.site(place))
                                ? ""
                                : "called from " + entry)
                .advise(
                        WHY,
                        "look at the loop at " + Words.place(place)
                                + ": bound it, cut the work into tasks, or run it on an executor of its own instead of "
                                + name)
                .at(place, worst.stack())
                .since(now.at().minusMillis(Math.round(taskMs)), false)
                .figure("cpuMs", worst.atPlaceMs())
                .figure("taskMs", taskMs)
                .figure("thread", worst.thread())
                .figure("workers", runs.size())
                .draft();
    }
}
