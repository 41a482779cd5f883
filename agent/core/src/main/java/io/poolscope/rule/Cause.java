package io.poolscope.rule;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Stack;
import io.poolscope.snapshot.WaitSite;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place at which a pool loses most worker time.
 *
 * @param kind what is waited for there
 * @param site the line; null while no stack was taken
 * @param call the blocking call; null where unknown
 * @param awaits who must end it; null where unknown
 * @param timed whether the open waits there all have a time limit
 * @param share of the pool's blocked time, 0 to 1; null where it was not measured
 * @param stack the whole stack; null where none was taken
 * @param waiting workers there now
 * @param inOwnPool how many of them wait for what the pool itself must do
 */
record Cause(
        BlockKind kind,
        @Nullable CodeLocation site,
        @Nullable String call,
        @Nullable Awaits awaits,
        boolean timed,
        @Nullable Double share,
        @Nullable Stack stack,
        int waiting,
        long inOwnPool) {

    /**
     * The cause, by the window's sums; of sites where nobody waits any more only if there is no other.
     *
     * @param groups the pool's workers that are blocked now
     */
    static Cause of(Snapshot now, PoolSnapshot pool, List<BlockedGroup> groups) {
        Optional<WaitSite> most = now.sites().stream()
                .filter(site -> site.poolId().equals(pool.id()))
                .max(Comparator.<WaitSite, Boolean>comparing(site -> site.openWaits() > 0)
                        .thenComparing(WaitSite::blockedMs));
        Optional<BlockedGroup> group = most.isEmpty()
                ? groups.stream().findFirst()
                : groups.stream()
                        .filter(g -> g.kind() == most.get().kind()
                                && Objects.equals(g.site(), most.get().site()))
                        .findFirst();
        boolean timed = group.isPresent() && group.get().timed();
        int waiting = group.map(BlockedGroup::size).orElse(0);
        long own = group.map(g -> g.waitingFor(pool.name())).orElse(0L);
        if (most.isPresent()) {
            WaitSite site = most.get();
            Awaits seen = group.isPresent() ? group.get().awaits() : null;
            return new Cause(
                    site.kind(),
                    site.site(),
                    site.call(),
                    seen == null ? site.awaits() : seen,
                    timed,
                    site.share(),
                    site.stack(),
                    waiting,
                    own);
        }
        return group.map(g -> new Cause(g.kind(), g.site(), g.call(), g.awaits(), timed, null, g.stack(), waiting, own))
                .orElse(new Cause(BlockKind.OTHER, null, null, null, false, null, null, 0, 0));
    }

    /** {@code  in CompletableFuture.join at PriceService.java:88}; empty where nothing is known. */
    String where() {
        return (call == null ? " for " + Body.noun(kind) : " in " + Words.call(call))
                + (site == null ? "" : " at " + Words.line(site));
    }

    /** {@code , most of all for TaxLookup, running on pricing-1}; empty where nothing is known. */
    String forWhat(String pool) {
        if (awaits == null) {
            return ", most of all for " + Body.noun(kind);
        }
        List<Integer> places = awaits.place() == null ? List.of() : List.of(awaits.place());
        return ", most of all for " + Body.awaited(awaits, places, pool);
    }

    /**
     * Whether it has the shape of a pool that waits for its own queue: the awaited work runs in this pool, or such waits
     * were seen there, or the queue's oldest task was submitted in the method that waits. A shape, not a proof.
     */
    boolean waitsForItself(PoolSnapshot pool) {
        if (kind == BlockKind.MONITOR || kind == BlockKind.LOCK) {
            return false;
        }
        if (inOwnPool > 0 && 2 * inOwnPool >= waiting
                || awaits != null && pool.name().equals(awaits.runsIn())) {
            return true;
        }
        String here = FindingKey.site(site);
        if (site == null || kind != BlockKind.FUTURE) {
            return false;
        }
        return pool.nested().stream()
                        .anyMatch(nested -> FindingKey.site(nested.site()).equals(here))
                || FindingKey.site(pool.queue().headSubmittedAt()).equals(here);
    }
}
