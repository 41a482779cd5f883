package io.poolscope.rule;

import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.PoolVerdict.Cause;
import io.poolscope.finding.PoolVerdict.State;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state of each pool in one word. */
final class Verdicts {
    /** Fewer samples say nothing. The sampler takes five a second at least; one may fall beyond the border of a look. */
    private static final int ENOUGH_SAMPLES = 4;

    /** A queue whose head is younger is no sign of want: a task in passing. */
    private static final double IN_PASSING_MS = 100;

    private Verdicts() {}

    /**
     * The verdicts.
     *
     * @param drafts what the rules found, those included that are switched off or accepted
     */
    static Map<String, PoolVerdict> of(Looks looks, List<Draft> drafts) {
        Map<String, PoolVerdict> verdicts = new LinkedHashMap<>();
        for (PoolSnapshot pool : looks.newest().pools()) {
            verdicts.put(pool.id(), verdict(looks, pool, drafts));
        }
        return verdicts;
    }

    private static PoolVerdict verdict(Looks looks, PoolSnapshot pool, List<Draft> drafts) {
        if (decided("pool-deadlock", pool, drafts)) {
            return new PoolVerdict(State.DEADLOCKED, null);
        }
        if (decided("pool-starvation", pool, drafts)) {
            return new PoolVerdict(State.STARVED, Cause.BLOCKED);
        }
        if (pool.kind() == PoolKind.UNRECOGNISED) {
            return new PoolVerdict(State.UNKNOWN, null);
        }
        PoolLooks row = looks.of(pool);
        boolean waiting = row.headAgeMs(0) >= IN_PASSING_MS;
        if (waiting && row.paused(0)) {
            return new PoolVerdict(State.SATURATED, Cause.PAUSED);
        }
        if (pool.look().samples() < ENOUGH_SAMPLES) {
            // The last look of a program that ends comes at any moment after the one before.
            return !waiting && row.samples(1) >= ENOUGH_SAMPLES && row.headAgeMs(1) < IN_PASSING_MS
                    ? new PoolVerdict(State.HEALTHY, null)
                    : new PoolVerdict(State.UNKNOWN, null);
        }
        return waiting && row.noneIdle(0)
                ? new PoolVerdict(State.SATURATED, Busy.of(looks.newest(), pool).cause())
                : new PoolVerdict(State.HEALTHY, null);
    }

    private static boolean decided(String rule, PoolSnapshot pool, List<Draft> drafts) {
        for (Draft draft : drafts) {
            if (draft.rule().equals(rule) && draft.verdictOf().contains(pool.id())) {
                return true;
            }
        }
        return false;
    }
}
