package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PinnedCarrier;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.snapshot.WorkerSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is told of virtual threads that block on their carriers. */
final class CarrierPinnedText {
    private static final String WHY = "A virtual thread that blocks leaves its carrier to the next one, unless the JVM"
            + " cannot move its stack. There are as many carriers as processors: while they are held, no other virtual"
            + " thread runs, also none that would end the wait.";

    private CarrierPinnedText() {}

    /**
     * A draft.
     *
     * @param held carriers that are held now, at this place or at others
     */
    static Draft draft(Rule rule, Snapshot now, PoolSnapshot scheduler, PinnedCarrier pinned, int held) {
        int carriers = scheduler.threads().max() == null
                ? scheduler.threads().size()
                : scheduler.threads().max();
        boolean all = carriers > 0 && held >= carriers;
        CodeLocation site = pinned.site();
        String call = pinned.call() == null ? "in synchronized" : "in " + Words.call(pinned.call());
        String longest = Words.duration(pinned.longestMs());
        String why = PinnedWords.holder(pinned);
        List<Wait> open = open(scheduler, site);
        double sinceMs = open.stream().mapToDouble(Wait::openMs).max().orElse(0);
        WaitSite place = place(now, scheduler, site);
        Draft.Builder draft = new Draft.Builder(rule, all ? Severity.CRITICAL : Severity.WARNING, scheduler)
                .title((all
                                ? Words.all(carriers, "carrier") + " of virtual threads "
                                        + (carriers == 1 ? "is" : "are") + " held: "
                                : "")
                        + "virtual threads block " + call + " at " + Words.line(site)
                        + " and cannot leave their carriers, the longest for " + longest + ": " + why
                        + heldBy(place))
                .line(Words.count(pinned.waits(), "wait") + " of virtual threads since the last look, " + pinned.open()
                        + " open, " + call + " at " + site)
                .line("held on the carrier by " + why + (pinned.at() == null ? "" : ", " + pinned.at()))
                .line(Words.of(Math.min(held, carriers), carriers, "carrier") + " held now; "
                        + Words.count(scheduler.queue().depth(), "virtual thread")
                        + (scheduler.queue().depth() == 1 ? " waits" : " wait") + " for one"
                        + oldest(scheduler));
        if (place != null && place.awaits() != null && place.awaits().owner() != null) {
            draft.line("waits for " + Body.awaited(place.awaits(), List.of(), scheduler.name()));
        }
        draft.explains(Set.of("lock-held-while-waiting", "cpu-hog"), scheduler.id(), site, Severity.WARNING);
        if (pinned.reason() == PinnedCarrier.Reason.CLASS_INITIALISER) {
            // Who waits for the class waits for that initialiser.
            now.facts().of(PinnedCarrier.class).stream()
                    .filter(other -> other.poolId().equals(scheduler.id())
                            && other.reason() == PinnedCarrier.Reason.CLASS_BEING_INITIALISED)
                    .forEach(other ->
                            draft.explains(Set.of(rule.id()), scheduler.id(), other.site(), Severity.CRITICAL));
        }
        if (all) {
            draft.explains(Set.of("pool-starvation", "slow-queue"), scheduler.id(), null, Severity.CRITICAL);
        }
        return draft.advise(WHY, PinnedWords.fix(pinned))
                .at(site, pinned.stack())
                .since(
                        now.at().minusMillis(Math.round(sinceMs)),
                        !open.isEmpty() && open.stream().allMatch(Wait::beganBefore))
                .rank(place == null ? null : place.rank())
                .figure("reason", pinned.reason().id())
                .figure("heldBy", pinned.at() == null ? null : pinned.at().toString())
                .figure("longestMs", pinned.longestMs())
                .figure("waits", pinned.waits())
                .figure("openWaits", pinned.open())
                .figure("carriersHeld", held)
                .figure("carriers", carriers)
                .figure("queueDepth", scheduler.queue().depth())
                .draft();
    }

    /** {@code ; the ReentrantLock is held by a virtual thread that has no carrier now}. */
    private static String heldBy(@Nullable WaitSite place) {
        Awaits awaits = place == null ? null : place.awaits();
        return awaits == null || awaits.owner() == null || awaits.state() != Awaits.State.HELD
                ? ""
                : "; the " + Words.simple(awaits.type()) + " is held by " + awaits.owner();
    }

    private static String oldest(PoolSnapshot scheduler) {
        Double age = scheduler.queue().headAgeMs();
        return scheduler.queue().depth() == 0 || age == null ? "" : ", the oldest for " + Words.duration(age);
    }

    private static List<Wait> open(PoolSnapshot scheduler, CodeLocation site) {
        return scheduler.workers().stream()
                .map(WorkerSnapshot::blockedBy)
                .filter(Objects::nonNull)
                .filter(wait -> wait.kind() == BlockKind.PINNED && site.equals(wait.site()))
                .toList();
    }

    private static @Nullable WaitSite place(Snapshot now, PoolSnapshot scheduler, CodeLocation site) {
        return now.sites().stream()
                .filter(s -> s.poolId().equals(scheduler.id()) && s.kind() == BlockKind.PINNED)
                .filter(s -> s.site().equals(site))
                .max(Comparator.comparingDouble(WaitSite::blockedMs))
                .orElse(null);
    }
}
