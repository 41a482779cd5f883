package io.poolscope.watch;

import io.poolscope.snapshot.CodeLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was told of tasks, by pool, kind of task and place. Bounded. poolscope's thread only. */
final class StoryTable<T> {
    /**
     * What belongs together.
     *
     * @param pool id of an executor; at a look, of a row
     * @param kind of the task, as by {@link TaskNames#of}; null where unknown
     * @param site a place; null where the kind is enough
     */
    record Key(String pool, @Nullable String kind, @Nullable CodeLocation site) {}

    /** What is known under one key. */
    static final class Row<T> {
        final Key key;
        final List<T> tasks;
        /** A wait of the task seen last; null where waits are not what it is about. */
        @Nullable
        Reading example;

        /** What else there is of the task seen last; null where nothing is. */
        @Nullable
        Object latest;

        private Row(Key key, List<T> tasks, @Nullable Reading example, @Nullable Object latest) {
            this.key = key;
            this.tasks = tasks;
            this.example = example;
            this.latest = latest;
        }
    }

    private static final class Kept<T> {
        final Recent<T> tasks;

        @Nullable
        Reading example;

        @Nullable
        Object latest;

        Kept(Recent<T> tasks) {
            this.tasks = tasks;
        }
    }

    private final Map<Key, Kept<T>> kept = new LinkedHashMap<>();
    private final int maxRows;
    private final int maxTasks;
    private final int seconds;
    private long lost;

    /**
     * An empty table.
     *
     * @param maxRows keys at most
     * @param maxTasks tasks kept of each, the newest
     * @param seconds length of the window
     */
    StoryTable(int maxRows, int maxTasks, int seconds) {
        this.maxRows = maxRows;
        this.maxTasks = maxTasks;
        this.seconds = seconds;
    }

    /** One more task; counted as lost where its key finds no room. */
    void add(Key key, T task, @Nullable Reading example, @Nullable Object latest, long second) {
        Kept<T> row = kept.get(key);
        if (row == null) {
            if (kept.size() >= maxRows) {
                kept.values().removeIf(old -> old.tasks.isEmpty(second));
            }
            if (kept.size() >= maxRows) {
                lost++;
                return;
            }
            row = new Kept<>(new Recent<>(maxTasks, seconds));
            kept.put(key, row);
        }
        row.tasks.add(task, second);
        row.example = example;
        row.latest = latest;
    }

    /** What the window has, by the row of the report that shows the pool; forgets the rest. */
    Collection<Row<T>> look(Seen seen) {
        Map<Key, Row<T>> rows = new LinkedHashMap<>();
        kept.values().removeIf(row -> row.tasks.isEmpty(seen.second()));
        kept.forEach((key, row) -> {
            PoolRows.Row shown = seen.rows().get(key.pool);
            if (shown != null) {
                rows.computeIfAbsent(
                                new Key(shown.id(), key.kind, key.site),
                                merged -> new Row<>(merged, new ArrayList<>(), row.example, row.latest))
                        .tasks
                        .addAll(row.tasks.within(seen.second()));
            }
        });
        return rows.values();
    }

    /** Tasks whose key found no room. */
    long lost() {
        return lost;
    }
}
