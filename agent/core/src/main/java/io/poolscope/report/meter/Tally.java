package io.poolscope.report.meter;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * By how much the totals of sources have grown. A total that is a little lower than before (two counters read one after
 * the other) has not grown; one that fell below half has begun anew, and all of it is growth.
 */
final class Tally {
    /** Sources remembered; those not heard of for longest go first. Over 64 pools with 30 sources each. */
    private static final int MOST = 10_000;

    private final Map<String, Double> totals = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
            return size() > MOST;
        }
    };

    /** The growth since the last call for this source; never negative. */
    double growth(String source, double total) {
        double before = totals.getOrDefault(source, 0.0);
        if (!Double.isFinite(total) || (total < before && total >= before / 2)) {
            return 0;
        }
        totals.put(source, total);
        return total < before ? total : total - before;
    }
}
