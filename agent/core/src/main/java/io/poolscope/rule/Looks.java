package io.poolscope.rule;

import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last looks, newest first: all that a rule sees. Immutable. */
final class Looks {
    /** Looks kept: the longest condition of the default rules needs 10. */
    static final int KEPT = 16;

    private final List<Snapshot> newestFirst;

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
        List<PoolSnapshot> row = new ArrayList<>();
        for (Snapshot snapshot : newestFirst) {
            PoolSnapshot then = pool(snapshot, pool.id());
            if (then == null) {
                break;
            }
            row.add(then);
        }
        return new PoolLooks(this, row);
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
