package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.HeldLock;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Wait;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is told of a lock that is held while waiting. */
final class HeldLockText {
    private static final String WHY =
            "Until the wait ends nobody else can take the lock: every thread that needs it waits"
                    + " too, however short its own work is. A wait under a lock turns a slow call into a stop of all.";

    private HeldLockText() {}

    static Draft draft(
            Rule rule, Snapshot now, StuckThreads stuck, List<LockHeldWhileWaiting.Held> held, int criticalFrom) {
        LockHeldWhileWaiting.Held worst = held.stream()
                .max(Comparator.comparingInt(LockHeldWhileWaiting.Held::waiting)
                        .thenComparing(h -> h.open().openMs()))
                .orElseThrow();
        HeldLock lock = worst.lock();
        Wait wait = worst.open();
        PoolSnapshot pool = worst.pool();
        int waiting = worst.waiting();
        boolean critical = waiting >= criticalFrom;
        CodeLocation site = wait.site();
        CodeLocation entered = lock.enteredAt();
        String type = Words.simple(lock.lockClass());
        String call = wait.call() == null ? "for " + Body.noun(wait.kind()) : "in " + Words.call(wait.call());
        String open = Words.duration(wait.openMs());
        String holder = worst.holder();
        String who = worst.outside() ? holder : holder + " of " + pool.name();
        BehindLock behind = BehindLock.of(now, holder, worst.holderId(), lock);
        Map<String, Integer> links = behind.links(worst.holderId());
        List<String> never = stuck.chain(worst.holderId());
        int further = links.values().stream().mapToInt(n -> n).sum();
        Draft.Builder draft = new Draft.Builder(rule, critical ? Severity.CRITICAL : Severity.WARNING, pool)
                .title(who + " holds a lock (" + type
                        + ") and has waited "
                        + open + " " + call + (site == null ? "" : " at " + Words.line(site))
                        + (waiting == 0 ? "" : "; " + behind(waiting) + " behind it")
                        + (further == 0 ? "" : ", and " + further + " behind those who do"))
                .line((worst.outside()
                                ? holder + ", a thread of no pool, holds "
                                : who + " (" + Words.count(pool.threads().size(), "worker") + ") holds ")
                        + lock.lock()
                        + (entered == null ? "" : ", taken in " + in(entered)))
                .line("and has waited " + open + " " + call + (site == null ? "" : " at " + site));
        if (wait.awaits() != null) {
            draft.line("     waits for " + Body.awaited(wait.awaits(), List.of(), pool.name()));
        }
        if (!lock.waiters().isEmpty()) {
            draft.line("behind it: "
                    + Words.list(
                            lock.waiters(), 5, Math.max(waiting, lock.waiters().size()))
                    + (waiting == 0 ? "" : " (" + behind.sentence() + ")"));
        }
        if (!never.isEmpty()) {
            draft.proved(never).line("it never ends: " + String.join("; ", never));
        }
        links.forEach((thread, waiters) -> draft.line(
                "     and behind " + thread + ", which holds a lock itself: " + Words.count(waiters, "worker")));
        String maybeEndedBy =
                critical ? Enders.queued(pool, Enders.maybeQueued(wait.kind(), wait.awaits(), wait.timed())) : null;
        draft.line(Enders.sentence(pool, 1, maybeEndedBy));
        long holders =
                held.stream().map(h -> h.holder() + h.holderId()).distinct().count();
        draft.line(
                holders > 1
                        ? "the same at this line in "
                                + Words.count(holders - 1, worst.outside() ? "other thread" : "other worker")
                        : "");
        Set<String> same = Set.of("blocking-wait");
        if (site != null) {
            draft.explains(same, pool.id(), site, Severity.WARNING);
        }
        if (critical) {
            behind.claims(draft);
        }
        String where = entered == null ? "" : " in " + in(entered);
        String fix = "wait before taking the lock" + where + " or after releasing it, not in between"
                + (site == null ? "" : ": move the wait at " + Words.line(site) + " out of it")
                + (wait.timed() ? "" : "; until then give it a time limit");
        return draft.advise(WHY, fix)
                .at(site, wait.stack())
                .since(now.at().minusMillis(Math.round(wait.openMs())), wait.beganBefore())
                .rank(Body.rank(now, pool, site))
                .figure("lock", lock.lock())
                .figure("lockClass", lock.lockClass())
                .figure("holder", holder)
                .figure("openMs", wait.openMs())
                .figure("waitingWorkers", waiting)
                .figure("maybeEndedBy", maybeEndedBy)
                .figure("waiters", lock.waiters().isEmpty() ? null : lock.waiters())
                .draft();
    }

    /** The method: of a frame that holds a monitor the JVM tells the line where it is now, not where it took the lock. */
    private static String in(CodeLocation entered) {
        return entered.simpleClass() + "." + FindingKey.method(entered);
    }

    private static String behind(int waiting) {
        return Words.count(waiting, "worker") + (waiting == 1 ? " waits" : " wait");
    }
}
