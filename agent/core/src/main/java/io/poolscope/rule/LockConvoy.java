package io.poolscope.rule;

import io.poolscope.snapshot.ContendedLock;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several workers wait for one lock, all the time: what they do under it is done one after the other, however many workers
 * there are. Silent where the owner, a worker, waits for something itself: that is {@code lock-held-while-waiting}.
 */
final class LockConvoy implements Rule {
    private static final Threshold WAITERS = Threshold.count("waiters", 3);
    private static final Threshold LOOKS = Threshold.looks("looks", 3);
    /** A wait of the owner that is the other rule's story: what that one begins with. */
    private static final Threshold OWNER_WAIT = Threshold.millis("owner-wait", 50);

    /**
     * One lock over the last looks.
     *
     * @param newest what the newest look saw of it
     * @param waiters mean over the looks
     * @param byPool the same, pool by pool
     * @param owner as seen last; null where no look saw it
     */
    record Convoy(
            ContendedLock newest, double waiters, Map<String, Double> byPool, ContendedLock.@Nullable Owner owner) {}

    @Override
    public String id() {
        return "lock-convoy";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(WAITERS, LOOKS, OWNER_WAIT);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        int n = limits.count(LOOKS);
        if (looks.size() < n) {
            return Outcome.tooFew(n, looks);
        }
        Snapshot now = looks.newest();
        List<Draft> drafts = new ArrayList<>();
        for (ContendedLock lock : now.facts().of(ContendedLock.class)) {
            List<ContendedLock> seen = seen(looks, n, lock.lock());
            double waiters = seen.stream().mapToDouble(ContendedLock::waiters).sum() / n;
            boolean ownerWaits = seen.stream()
                    .map(ContendedLock::owner)
                    .anyMatch(owner ->
                            owner != null && owner.poolId() != null && owner.waitMs() >= limits.of(OWNER_WAIT));
            ContendedLock.Behind most =
                    lock.behind().isEmpty() ? null : lock.behind().get(0);
            PoolSnapshot pool = most == null ? null : Looks.pool(now, most.poolId());
            if (waiters >= limits.count(WAITERS) && !ownerWaits && pool != null) {
                drafts.add(LockConvoyText.draft(
                        this, looks, n, pool, new Convoy(lock, waiters, byPool(seen, n), owner(seen))));
            }
        }
        return Outcome.of(drafts);
    }

    /** What the last looks saw of a lock, newest first. */
    private static List<ContendedLock> seen(Looks looks, int n, String lock) {
        List<ContendedLock> seen = new ArrayList<>();
        for (int ago = 0; ago < n; ago++) {
            for (ContendedLock each : looks.ago(ago).facts().of(ContendedLock.class)) {
                if (each.lock().equals(lock)) {
                    seen.add(each);
                }
            }
        }
        return seen;
    }

    private static Map<String, Double> byPool(List<ContendedLock> seen, int n) {
        Map<String, Double> sums = new LinkedHashMap<>();
        for (ContendedLock each : seen) {
            each.behind().forEach(behind -> sums.merge(behind.poolId(), behind.waiters() / n, Double::sum));
        }
        return sums;
    }

    private static ContendedLock.@Nullable Owner owner(List<ContendedLock> seen) {
        ContendedLock.Owner known = null;
        for (ContendedLock each : seen) {
            ContendedLock.Owner owner = each.owner();
            if (owner != null && (known == null || known.at() == null && owner.at() != null)) {
                known = owner;
            }
        }
        return known;
    }
}
