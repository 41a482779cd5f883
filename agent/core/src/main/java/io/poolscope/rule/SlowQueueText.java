package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;

/** What is told of a slow queue, with the arithmetic of Little's law. */
final class SlowQueueText {
    private static final String WHY =
            "More work arrives than the workers of this pool can take, so it waits in the queue."
                    + " By Little's law the workers needed are the arrivals a second times the seconds that a task holds a"
                    + " worker.";

    private SlowQueueText() {}

    static Draft draft(Rule rule, Snapshot now, PoolLooks row, Severity severity, int n) {
        PoolSnapshot pool = row.newest();
        String name = pool.name();
        Double p99 = SlowQueue.p99(pool);
        double age = row.headAgeMs(0);
        Integer max = pool.threads().max();
        int workers = max == null ? pool.threads().size() : max;
        Double hold = row.holdMs(n);
        double arrivals = row.arrivalsPerSecond(n);
        Double needed = hold == null ? null : arrivals * hold / 1000;
        Busy busy = Busy.of(now, pool);
        return new Draft.Builder(rule, severity, pool)
                .title("tasks wait long for a worker of " + name + ": "
                        + (p99 == null ? "" : "p99 " + Words.duration(p99) + ", ") + "the oldest "
                        + Words.duration(age) + "; " + busy.sentence(name))
                .line(Body.queueAndSize(pool) + (p99 == null ? "" : "; wait p99 " + Words.duration(p99)))
                .line(Words.of(pool.threads().running(), pool.threads().size(), "worker") + " of " + name
                        + (pool.threads().size() == 1 ? " runs, " : " run, ")
                        + pool.threads().blocked() + " blocked: " + busy.sentence(name))
                .line(
                        needed == null || hold == null
                                ? ""
                                : Words.number(arrivals) + " tasks a second x " + Words.duration(hold) + " each = "
                                        + Words.number(needed) + " workers needed, " + workers + " there")
                .line(head(pool))
                .advise(WHY, busy.fix(name, needed, workers, now.jvm().cpus()))
                .since(null, now.look() == n)
                .figure("p99Ms", p99)
                .figure("oldestMs", age)
                .figure("queueDepth", pool.queue().depth())
                .figure("arrivalsPerSecond", arrivals)
                .figure("holdMs", hold)
                .figure("workersNeeded", needed)
                .figure("workers", workers)
                .figure("cause", busy.cause().id())
                .draft();
    }

    private static String head(PoolSnapshot pool) {
        PoolSnapshot.Queue queue = pool.queue();
        return queue.headTask() == null
                ? ""
                : "oldest task " + TaskWords.full(queue.headTask())
                        + (queue.headSubmittedAt() == null
                                ? ""
                                : ", submitted at " + Words.place(queue.headSubmittedAt()));
    }
}
