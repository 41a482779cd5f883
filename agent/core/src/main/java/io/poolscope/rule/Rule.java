package io.poolscope.rule;

import java.util.List;

/**
 * One conclusion that poolscope can draw. An implementation has no state: the same looks give the same answer, live, on
 * a recording and in a test.
 */
interface Rule {
    /** Public name, in reports, options and meters. */
    String id();

    /** What it cannot judge without; the sampler alone is enough for most. */
    default Needs needs() {
        return Needs.SAMPLER;
    }

    /** Every figure that it compares with, each an option {@code rule.<id>.<name>}. */
    List<Threshold> thresholds();

    /**
     * Judges.
     *
     * @param looks at least one look, newest first
     * @param limits the values of {@link #thresholds()}
     */
    Outcome evaluate(Looks looks, Limits limits);
}
