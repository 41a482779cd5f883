package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.LongRun;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.snapshot.WorkerSnapshot;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told of an event loop that is held up. */
final class EventLoopText {
    private static final String WHY =
            "An event loop has one thread for many connections: while a handler waits or works,"
                    + " nothing else that this loop serves is read, written, timed out or accepted, and no other loop takes over.";

    /** CPU time that says that a handler computes, milliseconds. */
    private static final double USED_MS = 100;

    private EventLoopText() {}

    static Draft waits(Rule rule, Snapshot now, PoolSnapshot pool, EventLoopBlocked.Stop stop) {
        WaitSite site = stop.site();
        BlockedGroup open = stop.open();
        String name = pool.name();
        int size = pool.threads().size();
        String call = site.call() == null ? "for " + Body.noun(site.kind()) : "in " + Words.call(site.call());
        String at = call + " at " + Words.line(site.site());
        String longest = Words.duration(stop.longestMs());
        boolean timed = open != null && open.timed();
        Draft.Builder draft = new Draft.Builder(rule, Severity.CRITICAL, pool)
                .title(
                        open == null
                                ? "handlers on event loops of " + name + " waited up to " + longest + " " + at
                                : Words.of(open.size(), size, "event loop") + " of " + name
                                        + (open.size() == 1 ? " waits " : " wait ") + at + ", for " + longest)
                .line(Words.count(site.waits(), "wait") + (site.waitsEstimated() ? " (estimated)" : "")
                        + " of event loops of " + name + " " + call + " at " + site.site());
        if (site.awaits() != null) {
            draft.line("     waits for " + Body.awaited(site.awaits(), List.of(), name));
        }
        draft.line(ownAnswer(site, name));
        draft.line(Words.duration(site.blockedMs()) + " of the loops' time lost there, the longest wait " + longest)
                .line(behind(pool))
                .explains(
                        Set.of("blocking-wait", "starvation-hazard", "resource-starvation"),
                        pool.id(),
                        site.site(),
                        Severity.CRITICAL)
                .explains(Set.of("lock-held-while-waiting", "lock-convoy"), pool.id(), site.site(), Severity.WARNING)
                .explains(Set.of("pool-starvation", "slow-queue"), pool.id(), null, Severity.CRITICAL);
        String fix = "do not wait on " + name + ": "
                + Fix.of(site.kind(), site.site(), site.call(), site.awaits(), name, timed || open == null);
        double sinceMs = open == null
                ? 0
                : open.waits().stream().mapToDouble(Wait::openMs).max().orElse(0);
        return draft.advise(WHY, fix)
                .at(site.site(), site.stack())
                .since(now.at().minusMillis(Math.round(sinceMs)), open != null && Body.beganBefore(List.of(open)))
                .rank(site.rank())
                .figure("longestMs", stop.longestMs())
                .figure("openWaits", site.openWaits())
                .figure("waits", site.waits())
                .figure("workerMs", site.blockedMs())
                .figure("loops", size)
                .draft();
    }

    /** At what a loop waits for nobody may be seen to work because it is the loop's own: it reads what comes in. */
    private static String ownAnswer(WaitSite site, String name) {
        Awaits awaits = site.awaits();
        boolean unseen = awaits == null || awaits.state() == Awaits.State.UNKNOWN && awaits.runsIn() == null;
        return !unseen
                ? ""
                : switch (site.kind()) {
                    // A library's call that waits for a reply; the JDK's own read is another connection's.
                    case SOCKET -> site.call() == null || site.call().startsWith("java.") ? "" : unread(name);
                    case FUTURE, LATCH, CONDITION, OBJECT_WAIT, PARK -> unread(name);
                    default -> "";
                };
    }

    private static String unread(String name) {
        return "nobody is seen to work at it: if it is an answer that comes over a connection of this same loop of "
                + name + ", it cannot come, as only the thread that waits would read it";
    }

    static Draft runs(Rule rule, Snapshot now, PoolSnapshot pool, List<WorkerSnapshot> lasting) {
        WorkerSnapshot worst = lasting.get(0);
        String name = pool.name();
        String longest = Words.duration(worst.taskMs());
        LongRun run = run(now, pool, worst);
        CodeLocation entry = run == null ? null : run.entry() == null ? run.place() : run.entry();
        return new Draft.Builder(rule, Severity.WARNING, pool)
                .title(Words.of(lasting.size(), pool.threads().size(), "event loop") + " of " + name
                        + (lasting.size() == 1 ? " has" : " have") + " been inside one handler for up to " + longest
                        + " (" + worst.threadName() + ")" + (entry == null ? "" : " at " + Words.line(entry)))
                .line(worst.threadName() + " has not come back to its loop for " + longest
                        + (worst.task() == null ? "" : ", in a task " + worst.task()))
                .line(run == null || entry == null ? "" : "the handler is at " + entry)
                .line(
                        run == null || run.place().equals(entry)
                                ? ""
                                : "in " + Words.count(run.stacks(), "stack") + " most often at " + run.place())
                .line(
                        run == null || run.atPlaceMs() < USED_MS
                                ? ""
                                : "it used " + Words.duration(run.atPlaceMs()) + " of CPU there, as far as was seen")
                .line(behind(pool))
                .explains(Set.of("slow-queue", "cpu-hog"), pool.id(), null, Severity.WARNING)
                .advise(
                        WHY,
                        "move what "
                                + (entry == null
                                        ? "the handler on " + worst.threadName() + " computes"
                                        : Words.place(entry) + " computes")
                                + " to an executor of its own, and write the result back to the channel from"
                                + " there")
                .at(entry, run == null ? null : run.stack())
                .since(now.at().minusMillis(Math.round(worst.taskMs())), false)
                .figure("longestMs", worst.taskMs())
                .figure("thread", worst.threadName())
                .figure("loops", pool.threads().size())
                .draft();
    }

    private static @Nullable LongRun run(Snapshot now, PoolSnapshot pool, WorkerSnapshot worker) {
        return now.facts().of(LongRun.class).stream()
                .filter(run ->
                        run.threadId() == worker.threadId() && run.poolId().equals(pool.id()))
                .findFirst()
                .orElse(null);
    }

    private static String behind(PoolSnapshot pool) {
        PoolSnapshot.Queue queue = pool.queue();
        Double oldest = queue.headAgeMs();
        return queue.depth() == 0
                ? ""
                : "behind it: " + Words.count(queue.depth(), "task")
                        + (oldest == null ? "" : ", the oldest for " + Words.duration(oldest));
    }
}
