package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.TaskHop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The hop to another thread costs more than the work that is done there. */
final class TinyTasks implements Rule {
    /** Median run, milliseconds: 50 us. */
    private static final Threshold RUN = Threshold.millis("run", 0.05);
    /** Times the median run that the median hand-over takes. */
    private static final Threshold FACTOR = Threshold.count("factor", 5);
    /** Tasks a second at one submission site. */
    private static final Threshold RATE = Threshold.count("rate", 1000);
    /** Tasks that must have been timed: fewer make no median. */
    private static final Threshold SAMPLES = Threshold.count("samples", 20);

    /** Looks over which the rate is averaged. */
    private static final int LOOKS = 5;

    private static final double MICROS_PER_MILLI = 1000;

    private static final String WHY =
            "Queueing a task, waking a worker and moving the data to its core cost more than the work"
                    + " itself: the pool is busy with hand-overs.";

    @Override
    public String id() {
        return "tiny-tasks";
    }

    @Override
    public Needs needs() {
        return new Needs(List.of(List.of("task"), List.of("submit-site")));
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(RUN, FACTOR, RATE, SAMPLES);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        List<Draft> drafts = new ArrayList<>();
        for (TaskHop hop : looks.newest().facts().of(TaskHop.class)) {
            PoolSnapshot pool = Looks.pool(looks.newest(), hop.poolId());
            if (pool != null
                    && hop.samples() >= limits.count(SAMPLES)
                    && hop.runUs() < limits.of(RUN) * MICROS_PER_MILLI
                    && hop.handOverUs() >= limits.count(FACTOR) * hop.runUs()) {
                double rate = rate(looks.of(pool)) * hop.share();
                if (rate >= limits.count(RATE)) {
                    drafts.add(draft(looks.newest(), pool, hop, rate));
                }
            }
        }
        return Outcome.of(drafts);
    }

    /** Tasks a second that the pool took in the last looks. */
    private static double rate(PoolLooks pool) {
        double tasks = 0;
        double ms = 0;
        for (PoolSnapshot each :
                pool.row().subList(0, Math.min(LOOKS, pool.row().size()))) {
            tasks += each.look().arrived();
            ms += each.look().durationMs();
        }
        return ms <= 0 ? 0 : tasks * 1000 / ms;
    }

    private Draft draft(Snapshot now, PoolSnapshot pool, TaskHop hop, double rate) {
        String line = Words.line(hop.submittedAt());
        String task = hop.task() == null ? "tasks" : TaskWords.brief(hop.task(), hop.submittedAt());
        return new Draft.Builder(this, Severity.INFO, pool)
                .title("tasks that " + pool.name() + " gets at " + line + " run " + micros(hop.runUs()) + " and take "
                        + micros(hop.handOverUs()) + " to be handed over: the hop costs more than the work")
                .line(Math.round(rate) + " tasks a second submitted at " + hop.submittedAt())
                .line(StoryText.task(hop.task(), null))
                .line("median run " + micros(hop.runUs()) + ", median time from submission to start "
                        + micros(hop.handOverUs()) + ", of " + Words.count(hop.samples(), "task")
                        + " timed by the clock in " + StoryText.window(now))
                .advise(
                        WHY,
                        "run " + task + " where it is submitted, at " + line
                                + ", or hand over many of them as one task; thenApply instead of thenApplyAsync, where it is"
                                + " a stage")
                .at(hop.submittedAt(), null)
                .since(null, now.look() == 1)
                .figure("runUs", hop.runUs())
                .figure("handOverUs", hop.handOverUs())
                .figure("perSecond", rate)
                .figure("samples", hop.samples())
                .figure("task", hop.task())
                .draft();
    }

    private static String micros(double us) {
        return us >= 1000 ? Words.duration(us / 1000) : String.format(Locale.ROOT, us < 10 ? "%.1f us" : "%.0f us", us);
    }
}
