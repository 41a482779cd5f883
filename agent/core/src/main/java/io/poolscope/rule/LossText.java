package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Loss;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is told of failures that nobody reads. */
final class LossText {
    private static final String WHY =
            "The exception that a task throws is kept in its future, for whoever asks it. Nobody"
                    + " asked: no log has it, no caller knows, and what the task should have done is not done.";
    private static final String WHY_PERIODIC =
            "A scheduled executor never runs a periodic task again once it has thrown,"
                    + " and says so to nobody but who asks the ScheduledFuture: whatever it did every time is not done any more.";
    /** Exceptions named. */
    private static final int NAMED = 3;

    private LossText() {}

    static Draft draft(
            Rule rule,
            Severity severity,
            @Nullable PoolSnapshot pool,
            Snapshot now,
            Loss loss,
            LostException.Count count) {
        boolean lost = count.lost() > 0;
        int number = lost ? count.lost() : count.early();
        boolean periodic = loss.stopped() > 0;
        CodeLocation site = loss.site();
        double oldest = loss.unreadMs().isEmpty() ? 0 : loss.unreadMs().get(0);
        return new Draft.Builder(rule, severity, pool)
                .title(title(pool, loss, number, lost))
                .lines(lines(pool, loss, oldest))
                .advise(periodic ? WHY_PERIODIC : WHY, fix(loss, periodic))
                .at(site, null)
                .since(oldest > 0 ? now.at().minusMillis(Math.round(oldest)) : null, false)
                .figure("lost", count.lost())
                .figure("unread", loss.unreadMs().size())
                .figure("collected", loss.collected())
                .figure("stopped", loss.stopped())
                .figure("exceptions", loss.exceptions())
                .figure("task", loss.task())
                .figure(
                        "thrownAt",
                        loss.thrownAt() == null ? null : loss.thrownAt().toString())
                .draft();
    }

    private static String title(@Nullable PoolSnapshot pool, Loss loss, int number, boolean lost) {
        String in = pool == null ? "" : " of " + pool.name();
        String at = at(loss);
        String what = Words.simple(loss.exceptions().get(0));
        if (loss.stopped() > 0) {
            return (number == 1 ? "a periodic task" : number + " periodic tasks") + in + at + " threw " + what
                    + " and will never run again";
        }
        String failures = (number == 1 ? "a failed " : number + " failed ")
                + (loss.chain() ? "stage" : "task")
                + (number == 1 ? "" : "s");
        return failures + in + at + ": " + (number == 1 ? "nobody" : "nobody ever") + (lost ? " read " : " has read ")
                + what + (lost ? "" : " so far");
    }

    private static String at(Loss loss) {
        CodeLocation site = loss.site();
        return site == null ? "" : (loss.submitted() ? " submitted at " : " at ") + Words.line(site);
    }

    private static List<String> lines(@Nullable PoolSnapshot pool, Loss loss, double oldest) {
        List<String> lines = new ArrayList<>();
        List<String> names = loss.exceptions().stream().map(Words::simple).toList();
        CodeLocation thrownAt = loss.thrownAt();
        lines.add("threw " + Words.list(names, NAMED, names.size()) + (thrownAt == null ? "" : " at " + thrownAt));
        if (loss.task() != null) {
            lines.add("     task      " + TaskWords.full(loss.task())
                    + (loss.submitted() && loss.site() != null ? ", submitted at " + Words.place(loss.site()) : ""));
        }
        if (pool != null) {
            lines.add(
                    "ran in " + pool.name() + ", " + Words.count(pool.threads().size(), "worker"));
        }
        if (loss.collected() > 0) {
            lines.add(
                    loss.collected() == 1
                            ? "1 was collected unread: nobody can read it any more"
                            : loss.collected() + " were collected unread: nobody can read them any more");
        }
        if (!loss.unreadMs().isEmpty()) {
            lines.add(loss.unreadMs().size() + " still unread, the oldest for " + Words.duration(oldest)
                    + (loss.ending() ? ", and the JVM ends" : ""));
        }
        return lines;
    }

    private static String fix(Loss loss, boolean periodic) {
        String where = loss.site() == null ? "" : " at " + Words.line(loss.site());
        if (periodic) {
            return "catch and log inside the task that is scheduled" + where + ", so that one failure does not end it";
        }
        return loss.chain()
                ? "end the chain" + where
                        + " with whenComplete, handle or exceptionally, or return it to a caller that joins it"
                : "keep the Future" + where + " and call get, or catch and log inside the task";
    }
}
