package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.ContendedLock;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told of a convoy behind a lock. */
final class LockConvoyText {
    private static final String WHY =
            "What is done under one lock is done by one thread at a time: the workers stand in line for it, each one that"
                    + " comes makes the line longer, and more workers do not make it faster.";

    private LockConvoyText() {}

    static Draft draft(Rule rule, Looks looks, int n, PoolSnapshot pool, LockConvoy.Convoy convoy) {
        Snapshot now = looks.newest();
        ContendedLock lock = convoy.newest();
        ContendedLock.Behind most = lock.behind().get(0);
        ContendedLock.Owner owner = convoy.owner();
        CodeLocation site = most.site();
        String type = Words.simple(lock.lockClass());
        double lookedMs = looks.of(pool).row().stream()
                .limit(n - 1)
                .mapToDouble(p -> p.look().durationMs())
                .sum();
        Draft.Builder draft = new Draft.Builder(rule, Severity.WARNING, pool)
                .title(Words.number(convoy.waiters()) + " workers wait on average for one lock (" + type + ")"
                        + (site == null ? "" : " at " + Words.line(site))
                        + (owner == null ? "" : "; " + does(owner, now)))
                .line("for " + lock.lock() + " wait on average " + String.join(", ", pools(now, convoy.byPool())))
                .line(site == null ? "" : "they wait in " + Words.call(called(most)) + " at " + site)
                .line(
                        owner == null || owner.at() == null
                                ? "which thread has it was not seen: it changes hands all the time"
                                : does(owner, now) + ": " + owner.at())
                .line(owner == null || owner.takenIn() == null ? "" : "it took the lock in " + in(owner.takenIn()));
        convoy.byPool().forEach((id, waiters) -> claims(draft, Looks.pool(now, id), waiters));
        return draft.advise(WHY, fix(type, site, owner))
                .at(site, most.stack())
                .since(now.at().minusMillis(Math.round(lookedMs)), now.look() == n)
                .rank(Body.rank(now, pool, site))
                .figure("lock", lock.lock())
                .figure("lockClass", lock.lockClass())
                .figure("waiters", convoy.waiters())
                .figure("owner", owner == null ? null : owner.thread())
                .figure(
                        "ownerAt",
                        owner == null || owner.at() == null ? null : owner.at().toString())
                .draft();
    }

    private static String called(ContendedLock.Behind behind) {
        String call = behind.call();
        return call == null ? "synchronized" : call;
    }

    /** {@code orders-3 of orders has it and is at OrderBook.java:41}. */
    private static String does(ContendedLock.Owner owner, Snapshot now) {
        PoolSnapshot pool = owner.poolId() == null ? null : Looks.pool(now, owner.poolId());
        return owner.thread() + (pool == null ? "" : " of " + pool.name()) + " has it"
                + (owner.at() == null
                        ? ""
                        : (owner.waitMs() > 0 ? " and waits at " : " and is at ") + Words.line(owner.at()));
    }

    private static List<String> pools(Snapshot now, Map<String, Double> byPool) {
        List<String> parts = new ArrayList<>();
        byPool.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(each -> {
                    PoolSnapshot pool = Looks.pool(now, each.getKey());
                    if (pool != null) {
                        parts.add(Words.number(each.getValue()) + " of "
                                + Words.count(pool.threads().size(), "worker") + " of " + pool.name());
                    }
                });
        return parts;
    }

    /** Where the line holds at least half of a pool's workers, its queue is slow because of it. */
    private static void claims(Draft.Builder draft, @Nullable PoolSnapshot pool, double waiters) {
        if (pool != null && 2 * waiters >= pool.threads().size()) {
            draft.explains(Set.of("slow-queue"), pool.id(), null, Severity.WARNING);
        }
    }

    private static String fix(String type, @Nullable CodeLocation site, ContendedLock.@Nullable Owner owner) {
        CodeLocation at = owner == null ? null : owner.at();
        String what = at == null
                ? "do less while holding the " + type + (site == null ? "" : " that is taken at " + Words.line(site))
                : "move what " + Words.place(at) + " does out of the lock (" + type + ")";
        return what + ", or split it: a lock for each key, a concurrent collection, a copy that readers share";
    }

    private static String in(CodeLocation taken) {
        return taken.simpleClass() + "." + FindingKey.method(taken);
    }
}
