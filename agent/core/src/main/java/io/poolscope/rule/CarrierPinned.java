package io.poolscope.rule;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CarriersUnreadable;
import io.poolscope.snapshot.PinnedCarrier;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Wait;
import java.util.ArrayList;
import java.util.List;

/**
 * A virtual thread blocks while it cannot leave its carrier: that carrier serves no other virtual thread meanwhile, and with
 * all of them held none goes on. Silent for virtual threads that block normally, and for carriers that the scheduler has
 * replaced.
 *
 * <p>Run on 25: native frames, class initialisers. That a monitor holds its thread on the carrier (21 to 23) is coded from
 * the sources and was not run.
 */
final class CarrierPinned implements Rule {
    private static final Threshold OPEN = Threshold.millis("open", 20);
    /** The first release whose virtual threads need no preview. */
    private static final int VIRTUAL_THREADS = 21;

    @Override
    public String id() {
        return "carrier-pinned";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(OPEN);
    }

    @Override
    public Outcome evaluate(Looks looks, Limits limits) {
        Snapshot now = looks.newest();
        if (feature(now.jvm().version()) < VIRTUAL_THREADS) {
            return new Outcome(List.of(), "no virtual threads on this JVM");
        }
        if (!now.facts().of(CarriersUnreadable.class).isEmpty()) {
            return new Outcome(List.of(), "the virtual threads of this JVM cannot be read from their carriers");
        }
        List<Draft> drafts = new ArrayList<>();
        for (PinnedCarrier pinned : now.facts().of(PinnedCarrier.class)) {
            PoolSnapshot scheduler = Looks.pool(now, pinned.poolId());
            if (scheduler != null
                    && scheduler.kind() == PoolKind.VIRTUAL_SCHEDULER
                    && pinned.longestMs() >= limits.of(OPEN)) {
                drafts.add(CarrierPinnedText.draft(this, now, scheduler, pinned, held(scheduler, limits.of(OPEN))));
            }
        }
        return Outcome.of(drafts);
    }

    /** Carriers that are held now and that the scheduler has not replaced. */
    private static int held(PoolSnapshot scheduler, double limit) {
        return (int) scheduler.workers().stream()
                .filter(worker -> holds(worker.blockedBy(), limit))
                .count();
    }

    private static boolean holds(@org.jspecify.annotations.Nullable Wait wait, double limit) {
        return wait != null && wait.kind() == BlockKind.PINNED && !wait.managed() && wait.openMs() >= limit;
    }

    /** 25 of {@code 25.0.3}; the oldest where the version is not written so. */
    static int feature(String version) {
        String first = version.replaceFirst("[^0-9].*$", "");
        return first.isEmpty() || first.length() > 3 ? 0 : Integer.parseInt(first);
    }
}
