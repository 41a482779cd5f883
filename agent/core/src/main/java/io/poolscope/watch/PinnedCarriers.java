package io.poolscope.watch;

import io.poolscope.jdk.VirtualThreads;
import io.poolscope.snapshot.CarriersUnreadable;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Fact;
import io.poolscope.snapshot.PinnedCarrier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells where virtual threads blocked without leaving their carriers. Looks at the carriers alone, which are as many as there
 * are processors; without virtual threads it looks at nothing.
 */
final class PinnedCarriers implements FactSource {
    /** Two sample intervals, nanoseconds: between samples that are further apart the JVM may have stood still. */
    private static final long GAP = 40_000_000L;
    /** Samples from which one such gap makes no difference. */
    private static final int MANY = 10;
    /** How long it is remembered that waits at a place are long, nanoseconds: as long as the window. */
    private static final long PROOF_LASTS = 60_000_000_000L;
    /** Places in one look. */
    private static final int MAX = 64;
    /** Waits in one look: as many as eight carriers can have that each sample sees another one of. */
    private static final int MAX_WAITS = 512;

    /** The waits of a place since the last look. */
    private static final class Place {
        final Pool pool;
        final Reading reading;
        int waits;
        long longest;
        int open;

        Place(Pool pool, Reading reading) {
            this.pool = pool;
            this.reading = reading;
        }
    }

    /**
     * A place that was proved.
     *
     * @param nanos for how long a wait there was seen
     * @param at when, clock nanoseconds
     */
    private record Proof(long nanos, long at) {}

    private final Map<CodeLocation, Place> places = new LinkedHashMap<>();
    private final Map<CodeLocation, Proof> proofs = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<CodeLocation, Proof> eldest) {
            return size() > MAX;
        }
    };
    private boolean slow;
    private long previous;
    private final Set<OpenWait> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    private long lost;

    @Override
    public void sampled(Seen seen) {
        slow = seen.now() - previous > GAP;
        previous = seen.now();
        for (int i = 0; i < seen.pools().size(); i++) {
            Pool pool = seen.pools().get(i);
            if (pool.blockedNow() > 0 && pool.family().carries()) {
                for (Worker worker : pool.workers) {
                    if (worker.wait != null) {
                        saw(pool, worker.wait, seen.now());
                    }
                }
            }
        }
    }

    private void saw(Pool pool, OpenWait wait, long now) {
        Reading reading = wait.reading;
        long nanos = reading == null || wait.managed() ? 0 : proved(wait, reading, now);
        if (reading == null || nanos == 0) {
            return;
        }
        Place place = places.get(reading.site());
        if (place == null) {
            if (places.size() >= MAX) {
                lost++;
                return;
            }
            place = new Place(pool, reading);
            places.put(reading.site(), place);
        }
        place.longest = Math.max(place.longest, nanos);
        if (counted.size() < MAX_WAITS && counted.add(wait)) {
            place.waits++;
        }
    }

    /**
     * For how long it was seen. While poolscope samples so slowly that each sample meets another wait, one at a place where
     * such waits were long within the last minute counts as one of these.
     */
    private long proved(OpenWait wait, Reading reading, long now) {
        long nanos = proved(wait, now);
        Proof proof = proofs.get(reading.site());
        if (nanos == 0) {
            return slow && proof != null && now - proof.at < PROOF_LASTS ? proof.nanos : 0;
        }
        if (proof == null || nanos >= proof.nanos || now - proof.at >= PROOF_LASTS) {
            proofs.put(reading.site(), new Proof(nanos, now));
        }
        return nanos;
    }

    /** For how long it was seen; 0 where one sample alone saw it, or two with a stop of the JVM between them. */
    private static long proved(OpenWait wait, long now) {
        long nanos = now - wait.since;
        return wait.samples < 2 || wait.samples == 2 && nanos > GAP
                ? 0
                : wait.samples < MANY ? Math.min(nanos, (wait.samples - 1) * GAP) : nanos;
    }

    @Override
    public List<? extends Fact> look(Seen seen) {
        List<Fact> facts = new ArrayList<>();
        for (Pool pool : seen.pools()) {
            String row = pool.family().carries() ? seen.rowId(pool) : null;
            if (row != null && !VirtualThreads.readable()) {
                facts.add(new CarriersUnreadable(row));
            }
        }
        for (Place place : places.values()) {
            for (Worker worker : place.pool.workers) {
                OpenWait wait = worker.wait;
                place.open += wait != null
                                && wait.reading != null
                                && wait.reading.site().equals(place.reading.site())
                        ? 1
                        : 0;
            }
            add(facts, place, seen);
        }
        places.clear();
        counted.clear();
        return facts;
    }

    private static void add(List<Fact> facts, Place place, Seen seen) {
        String row = seen.rowId(place.pool);
        PinReason reason = seen.waits().stacks.pinned.reason(place.reading.site());
        if (row != null && reason != null) {
            facts.add(new PinnedCarrier(
                    row,
                    place.reading.site(),
                    place.reading.call(),
                    place.reading.stack(),
                    reason.reason(),
                    reason.at(),
                    place.waits,
                    place.longest / 1e6,
                    place.open));
        }
    }

    @Override
    public Map<String, Long> lost() {
        return Map.of("pinned-places", lost);
    }
}
