package io.poolscope.rule;

import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last looks, newest first: all that a rule sees. Immutable, but for what it remembers of its own answers; one thread. */
final class Looks {
    /** Looks kept: the longest condition of the default rules needs 10. */
    static final int KEPT = 16;

    private final List<Snapshot> newestFirst;
    /** By id: several rules ask for each. */
    private final Map<String, PoolLooks> rows = new HashMap<>();

    private Looks(List<Snapshot> newestFirst) {
        this.newestFirst = newestFirst;
    }

    /** No look was taken yet. */
    static Looks none() {
        return new Looks(List.of());
    }

    /** These looks after one more; the oldest is forgotten beyond {@link #KEPT}. */
    Looks plus(Snapshot snapshot) {
        List<Snapshot> more = new ArrayList<>(KEPT);
        more.add(snapshot);
        more.addAll(newestFirst.subList(0, Math.min(newestFirst.size(), KEPT - 1)));
        return new Looks(List.copyOf(more));
    }

    int size() {
        return newestFirst.size();
    }

    Snapshot newest() {
        return newestFirst.get(0);
    }

    /** The look that many looks ago; 0 is the newest. */
    Snapshot ago(int looks) {
        return newestFirst.get(looks);
    }

    /** A pool of the newest look, in as many looks in a row as it was in. */
    PoolLooks of(PoolSnapshot pool) {
        PoolLooks known = rows.get(pool.id());
        if (known != null && known.newest() == pool) {
            return known;
        }
        List<PoolSnapshot> row = new ArrayList<>(newestFirst.size());
        int place = 0;
        for (Snapshot snapshot : newestFirst) {
            // Mostly at the same place as in the look after it.
            place = place(snapshot, pool.id(), place);
            if (place < 0) {
                break;
            }
            row.add(snapshot.pools().get(place));
        }
        PoolLooks found = new PoolLooks(this, row);
        if (!row.isEmpty()) {
            rows.put(pool.id(), found);
        }
        return found;
    }

    private static int place(Snapshot snapshot, String id, int guess) {
        List<PoolSnapshot> pools = snapshot.pools();
        if (guess < pools.size() && pools.get(guess).id().equals(id)) {
            return guess;
        }
        for (int i = 0; i < pools.size(); i++) {
            if (pools.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /** The pool of this id; null where the look has none. */
    static @Nullable PoolSnapshot pool(Snapshot snapshot, String id) {
        for (PoolSnapshot pool : snapshot.pools()) {
            if (pool.id().equals(id)) {
                return pool;
            }
        }
        return null;
    }
}
