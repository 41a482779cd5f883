package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitChain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Waits one after another, each for work that began only after the wait before: if one does not need the other's result,
 * all could be under way at once. Whether it does, only a person can say.
 */
final class SequentialWaits implements Rule {
    /** Waits in one task. */
    private static final Threshold WAITS = Threshold.count("waits", 3);
    /** What overlapping would save of one task. */
    private static final Threshold SAVED = Threshold.millis("saved", 100);
    /** The same as a share of the task. */
    private static final Threshold SHARE = Threshold.share("share", 0.1);
    /** Such tasks in the window. */
    private static final Threshold TASKS = Threshold.count("tasks", 5);

    private static final String WHY =
            "The task takes the sum of the waits. Begun together, they take as long as the longest:"
                    + " but only what does not need the result of the one before can begin together.";

    @Override
    public String id() {
        return "sequential-waits";
    }

    @Override
    public Needs needs() {
        return new Needs(List.of(List.of("task"), List.of("completable-future-get", "future-get")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WAITS, SAVED, SHARE, TASKS);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        Map<String, Draft> drafts = new LinkedHashMap<>();
        for (WaitChain chain : now.facts().of(WaitChain.class)) {
            PoolSnapshot pool = Looks.pool(now, chain.poolId());
            List<WaitChain.Task> ill = StoryText.those(chain, task -> ill(task, limits));
            List<WaitChain.Task> sure = StoryText.those(chain, task -> ill(task, limits) && !task.likely());
            int enough = limits.count(TASKS);
            if (pool != null && ill.size() >= enough && !chain.steps().isEmpty()) {
                boolean likely = sure.size() < enough;
                Severity severity = limits.loadTest() && !likely ? Severity.WARNING : Severity.INFO;
                Draft draft = draft(now, pool, chain, likely ? ill : sure, severity, likely);
                drafts.merge(
                        draft.key() + pool.id(), draft, (a, b) -> a.severity().compareTo(b.severity()) >= 0 ? a : b);
            }
        }
        return Outcome.of(new ArrayList<>(drafts.values()));
    }

    /** A task whose begin was not clocked may have done other things for long: it proves nothing. */
    private static boolean ill(WaitChain.Task task, Limits limits) {
        Double all = task.taskMs();
        return task.waits() >= limits.count(WAITS)
                && task.savedMs() >= limits.of(SAVED)
                && all != null
                && task.savedMs() >= limits.of(SHARE) * all;
    }

    private Draft draft(
            Snapshot now,
            PoolSnapshot pool,
            WaitChain chain,
            List<WaitChain.Task> ill,
            Severity severity,
            boolean likely) {
        List<WaitChain.Step> steps = chain.steps();
        CodeLocation first = steps.get(0).site();
        double waits = StoryText.mean(ill, WaitChain.Task::waits);
        double waitMs = StoryText.mean(ill, WaitChain.Task::waitMs);
        double longestMs = StoryText.mean(ill, WaitChain.Task::longestMs);
        double taskMs = StoryText.mean(ill, task -> task.taskMs() == null ? 0 : task.taskMs());
        String sum = Words.count(Math.round(waits), "wait") + ", " + Words.duration(waitMs) + "; together "
                + Words.duration(longestMs) + ", if they do not depend on each other";
        Draft.Builder draft = new Draft.Builder(this, severity, pool)
                .title("tasks of " + pool.name() + (likely ? " likely" : "") + " wait one after another from "
                        + Words.line(first) + " on: " + sum)
                .line(StoryText.task(chain.task(), chain.submittedAt()))
                .lines(StoryText.steps(steps))
                .line(sum + ": " + Words.duration(taskMs) + " a task now, "
                        + Words.duration(taskMs - waitMs + longestMs) + " then")
                .line(Words.count(ill.size(), "such task") + " seen in " + StoryText.window(now))
                .line(likely ? "where some of the awaited work begins was not seen: it may be under way already" : "")
                .advise(
                        WHY,
                        "begin what is awaited at " + StoryText.lines(steps)
                                + " before the first wait, as far as one does"
                                + " not need the other's result, and wait once, in CompletableFuture.allOf or invokeAll")
                .at(first, chain.stack())
                .since(null, now.look() == 1)
                .rank(Body.rank(now, pool, first))
                .figure("waits", waits)
                .figure("waitMs", waitMs)
                .figure("overlappedMs", longestMs)
                .figure("savedMs", waitMs - longestMs)
                .figure("taskMs", taskMs)
                .figure("tasks", ill.size())
                .figure("likely", likely)
                .figure("task", chain.task());
        steps.forEach(
                step -> draft.explains(Set.of("pointless-offload", "blocking-wait"), pool.id(), step.site(), severity));
        return draft.draft();
    }
}
