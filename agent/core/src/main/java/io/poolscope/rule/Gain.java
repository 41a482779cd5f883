package io.poolscope.rule;

import io.poolscope.finding.Prediction;

/** What freeing a place is worth, in a sentence of a finding. */
final class Gain {
    /** Less than that is no gain that a person would see. */
    private static final double VISIBLE = 1.05;

    private Gain() {}

    /** The figures are means over all tasks of the pool, the quick ones of libraries included. */
    static String sentence(Prediction worth, Prediction.At site, String pool) {
        String hold = "the mean task of " + pool + " holds a worker " + Words.duration(worth.holdMs()) + ", "
                + Words.duration(site.holdMs()) + " without this wait";
        Double ceiling = site.ceiling();
        if (ceiling == null) {
            return hold;
        }
        String carry = Words.count(worth.workers(), "worker") + (worth.workers() == 1 ? " then carries" : " then carry")
                + " up to " + Words.number(ceiling) + " tasks a second instead of " + Words.number(worth.ceilingNow());
        return ceiling < VISIBLE * worth.ceilingNow() ? hold : hold + ": " + carry;
    }
}
