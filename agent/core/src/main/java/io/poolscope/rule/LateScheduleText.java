package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.LateTask;
import io.poolscope.snapshot.LateTask.Holder;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told of a scheduler whose tasks start late. */
final class LateScheduleText {
    private static final String WHY =
            "A scheduler starts a task only when one of its threads is free. A task that waits or computes for long holds its"
                    + " thread, and all that is due meanwhile is late: heartbeats, time limits, refreshes.";
    private static final String OWN =
            "scheduleAtFixedRate never runs a task twice at once: while a run takes longer than the period, each start comes"
                    + " later than the one before.";

    private LateScheduleText() {}

    static Draft draft(Rule rule, Snapshot now, PoolSnapshot pool, List<LateTask> late) {
        LateTask worst = late.get(0);
        Holder holder = worst.held().isEmpty() ? null : worst.held().get(0);
        String name = pool.name();
        String task = task(worst);
        String often = worst.occasions() > 1 ? ", " + worst.occasions() + " times in " + window(now) : "";
        Draft.Builder draft = new Draft.Builder(rule, Severity.WARNING, pool)
                .title(task + ", due every " + Words.duration(worst.periodMs()) + " in " + name + ", starts up to "
                        + Words.duration(worst.lateMs()) + " late: " + held(worst, holder))
                .line(task + " is due in " + name + (worst.fixedDelay() ? " " : " every ")
                        + Words.duration(worst.periodMs())
                        + (worst.fixedDelay() ? " after its last run" : "")
                        + (worst.submittedAt() == null ? "" : ", scheduled at " + Words.place(worst.submittedAt())))
                .line("at least " + Words.duration(worst.lateMs()) + " late, " + Words.count(worst.starts(), "start")
                        + " in a row late by a period or more" + often
                        + (late.size() == 1 ? "" : "; " + (late.size() - 1) + " more tasks likewise"));
        for (Holder each : worst.held()) {
            draft.line(Words.percent(each.share()) + " of that time a thread of " + name + " " + did(each)
                    + (each.site() == null ? "" : " at " + each.site()));
            if (each.task() != null) {
                draft.line("     task      " + TaskWords.full(each.task())
                        + (each.submittedAt() == null ? "" : ", scheduled at " + Words.place(each.submittedAt())));
            }
        }
        draft.line(Words.count(worst.workers(), "thread") + ", "
                + Words.count(pool.queue().depth(), "task") + " due now");
        if (holder != null) {
            draft.at(holder.site(), holder.stack());
            if (holder.site() != null) {
                draft.explains(Set.of("blocking-wait"), pool.id(), holder.site(), Severity.WARNING)
                        .rank(Body.rank(now, pool, holder.site()));
            }
        }
        return draft.explains(Set.of("slow-queue"), pool.id(), null, Severity.WARNING)
                .advise(holder != null && holder.itself() ? OWN : WHY, fix(worst, holder, pool))
                .since(now.at().minusMillis(Math.round(worst.sinceMs())), worst.beganBefore())
                .figure("lateMs", worst.lateMs())
                .figure("periodMs", worst.periodMs())
                .figure("starts", worst.starts())
                .figure("occasions", worst.occasions())
                .figure("task", worst.task())
                .figure("lateTasks", late.size())
                .figure("threads", worst.workers())
                .draft();
    }

    private static String window(Snapshot now) {
        return Words.duration(now.at().toEpochMilli() - now.from().toEpochMilli());
    }

    private static String task(LateTask late) {
        return late.task() == null ? "a periodic task" : TaskWords.brief(late.task(), late.submittedAt());
    }

    /** Why no thread was free. */
    private static String held(LateTask late, @Nullable Holder holder) {
        if (late.workers() == 0) {
            return "no thread is there to run it";
        }
        String threads = late.workers() == 1 ? "its only thread" : "all " + late.workers() + " threads";
        if (holder == null) {
            return threads + (late.workers() == 1 ? " is busy" : " are busy");
        }
        if (holder.itself()) {
            return "its own run takes longer than that"
                    + (holder.site() == null ? "" : ", at " + Words.line(holder.site()));
        }
        return (late.workers() == 1 ? threads : "each of its " + late.workers() + " threads is held, one") + " "
                + did(holder)
                + (holder.site() == null ? "" : " at " + Words.line(holder.site()));
    }

    private static String did(Holder holder) {
        BlockKind kind = holder.kind();
        return kind != null
                ? "waits " + (holder.call() == null ? "for " + Body.noun(kind) : "in " + Words.call(holder.call()))
                : "runs " + (holder.task() == null ? "a task" : TaskWords.brief(holder.task(), holder.submittedAt()));
    }

    private static String fix(LateTask late, @Nullable Holder holder, PoolSnapshot of) {
        String pool = of.name();
        String at = holder == null || holder.site() == null ? "" : " at " + Words.line(holder.site());
        if (holder != null && holder.itself()) {
            return "make the run" + (at.isEmpty() ? "" : " (it stands" + at + ")") + " shorter than "
                    + Words.duration(late.periodMs())
                    + ", or use scheduleWithFixedDelay, which counts from the end of a run";
        }
        if (late.workers() == 0) {
            return "look at the thread factory of " + pool + ": it made no thread";
        }
        String work = holder == null || holder.task() == null
                ? "the work"
                : TaskWords.brief(holder.task(), holder.submittedAt());
        return "let the thread of " + pool + " only start " + work + at + ", and run it on an executor of its own; or "
                + threads(late, of);
    }

    private static String threads(LateTask late, PoolSnapshot of) {
        return of.type().equals("java.util.Timer")
                ? "make a ScheduledThreadPoolExecutor with two threads of it: a Timer never has more than one"
                : "give " + of.name()
                        + (late.workers() == 1 ? " a second thread" : " more than " + late.workers() + " threads");
    }
}
