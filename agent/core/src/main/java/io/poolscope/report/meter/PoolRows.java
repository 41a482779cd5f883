package io.poolscope.report.meter;

import io.poolscope.report.Escape;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives pools their tags: a row of its own for each name and type, as long as there are rows; the rest share
 * {@code other}. A row is kept until its last pool is gone, and then goes to the next.
 */
final class PoolRows {
    /** Tag value for all over a bound. */
    static final String OTHER = "other";

    private record Key(String pool, String type) {}

    private final int most;
    private final Set<Key> kept = new LinkedHashSet<>();

    /**
     * No rows yet.
     *
     * @param most rows besides {@code other}
     */
    PoolRows(int most) {
        this.most = most;
    }

    List<PoolRow> of(List<PoolSnapshot> pools) {
        Map<Key, List<PoolSnapshot>> live = new LinkedHashMap<>();
        for (PoolSnapshot pool : pools) {
            live.computeIfAbsent(key(pool), key -> new ArrayList<>()).add(pool);
        }
        kept.retainAll(live.keySet());
        List<PoolRow> rows = new ArrayList<>();
        List<PoolSnapshot> others = new ArrayList<>();
        live.forEach((key, members) -> {
            if (kept.contains(key) || kept.size() < most) {
                kept.add(key);
                rows.add(new PoolRow(key.pool(), key.type(), List.copyOf(members)));
            } else {
                others.addAll(members);
            }
        });
        if (!others.isEmpty()) {
            rows.add(new PoolRow(OTHER, OTHER, List.copyOf(others)));
        }
        return rows;
    }

    private static Key key(PoolSnapshot pool) {
        return new Key(value(Escape.name(pool.name())), value(Escape.className(pool.type())));
    }

    /** Some registries refuse or drop an empty tag. */
    static String value(String text) {
        return text.isBlank() ? "unnamed" : text;
    }
}
