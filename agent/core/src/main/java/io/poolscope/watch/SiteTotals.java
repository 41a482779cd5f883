package io.poolscope.watch;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Worker time lost at each place since it was first seen. Kept apart from the sites of the window, which come and go, and
 * by row, so that the sum does not fall when one of several executors ends. poolscope's thread only.
 */
final class SiteTotals {
    /**
     * What has a sum.
     *
     * @param row id of the row
     * @param kind what is waited for
     * @param location the application's frame
     */
    record Key(String row, BlockKind kind, CodeLocation location) {}

    private final Map<Key, Double> nanos;

    /**
     * Nothing yet.
     *
     * @param max places remembered; those not heard of for longest go first, and begin anew if they come back
     */
    SiteTotals(int max) {
        nanos = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Double> eldest) {
                return size() > max;
            }
        };
    }

    void add(Key key, double more) {
        // Not merge: who counts with it has it compiled for keys that are there already (docs/overhead.md).
        nanos.put(key, get(key) + more);
    }

    /** Nanoseconds. */
    double get(Key key) {
        return nanos.getOrDefault(key, 0.0);
    }
}
