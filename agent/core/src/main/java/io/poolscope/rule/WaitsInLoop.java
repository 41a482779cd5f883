package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One wait for each element. Silent where most of the waits are for work that the task had begun before (all submitted,
 * then one {@code get} after the other: that is the cure), and where all are on one and the same object.
 */
final class WaitsInLoop implements Rule {
    /** Waits at one site within one task. */
    private static final Threshold WAITS = Threshold.count("waits", 8);
    /** Their sum. */
    private static final Threshold TOTAL = Threshold.millis("total", 100);
    /** Such tasks in the window. */
    private static final Threshold TASKS = Threshold.count("tasks", 1);

    private static final String WHY =
            "Each element costs a round trip of its own, and the worker stands still for the sum of"
                    + " all. One call for all elements costs one round trip; all calls at once cost the longest.";

    @Override
    public String id() {
        return "waits-in-loop";
    }

    @Override
    public Needs needs() {
        return new Needs(List.of(List.of("task"), List.of("completable-future-get", "future-get")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WAITS, TOTAL, TASKS);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        // Several kinds of task may wait in one loop: the one that does so most often tells it.
        Map<String, Draft> drafts = new LinkedHashMap<>();
        Map<String, Integer> tasks = new LinkedHashMap<>();
        for (WaitLoop loop : now.facts().of(WaitLoop.class)) {
            PoolSnapshot pool = Looks.pool(now, loop.poolId());
            List<WaitLoop.Task> ill = loop.tasks().stream()
                    .filter(task -> task.waits() >= limits.count(WAITS)
                            && task.waitMs() >= limits.of(TOTAL)
                            && task.waits() >= task.overlapped())
                    .toList();
            if (pool != null && ill.size() >= limits.count(TASKS)) {
                Draft draft = draft(now, pool, loop, ill, limits.loadTest());
                String key = draft.key() + pool.id();
                if (ill.size() > tasks.getOrDefault(key, 0)) {
                    tasks.put(key, ill.size());
                    drafts.put(key, draft);
                }
            }
        }
        return Outcome.of(new ArrayList<>(drafts.values()));
    }

    private Draft draft(Snapshot now, PoolSnapshot pool, WaitLoop loop, List<WaitLoop.Task> ill, boolean loadTest) {
        Severity severity = loadTest ? Severity.WARNING : Severity.INFO;
        CodeLocation site = loop.site();
        double waits = ill.stream().mapToInt(WaitLoop.Task::waits).average().orElse(0);
        double ms = ill.stream().mapToDouble(WaitLoop.Task::waitMs).average().orElse(0);
        double all = ill.stream().mapToDouble(WaitLoop.Task::waitMs).sum();
        String call = StoryText.call(loop.call());
        String many = Words.count(Math.round(waits), "wait");
        String each = Words.duration(ms / Math.max(1, waits));
        return new Draft.Builder(this, severity, pool)
                .title("tasks of " + pool.name() + " wait once for each element at " + Words.line(site) + ": " + many
                        + ", " + Words.duration(ms) + " in a task")
                .line(many + " in a task in " + call + " at " + site + ", " + each + " each, " + Words.duration(ms)
                        + " together")
                .line(StoryText.task(loop.task(), loop.submittedAt()))
                .line(Words.count(ill.size(), "such task") + " seen in " + StoryText.window(now) + ", "
                        + Words.duration(all) + " of worker time")
                .line("one call for all, or all calls at once: about " + each + " instead of " + Words.duration(ms))
                .advise(
                        WHY,
                        "ask for all elements in one call (a batch) instead of one by one at " + Words.line(site)
                                + ", or begin all of them before the first wait and wait once, in CompletableFuture.allOf"
                                + " or invokeAll")
                .at(site, loop.stack())
                .since(null, now.look() == 1)
                .rank(Body.rank(now, pool, site))
                .figure("waits", waits)
                .figure("waitMs", ms)
                .figure("eachMs", ms / Math.max(1, waits))
                .figure("tasks", ill.size())
                .figure("task", loop.task())
                .explains(Set.of("sequential-waits", "pointless-offload", "blocking-wait"), pool.id(), site, severity)
                .draft();
    }
}
