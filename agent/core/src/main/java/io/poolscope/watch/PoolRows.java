package io.poolscope.watch;

import io.poolscope.snapshot.PoolKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which executors share a row. Executors of one name are one thing to a person (a hundred one-thread pools of one
 * client), and beyond the limit the least busy ones go into {@code other}.
 */
final class PoolRows {
    /** Name of the row that takes the rest. */
    static final String OTHER = "other";

    /** Id of {@link #OTHER}; executors begin with {@code p1}. */
    static final String OTHER_ID = "p0";

    /** Age of the oldest queued task from which on a pool without an idle worker is shown before all others, nanoseconds. */
    static final long PRESSING = 1_000_000_000L;

    /**
     * One row.
     *
     * @param id of its first executor, or as {@link RowTotals} has kept it
     * @param pools its executors, the first one met first
     * @param totals sums since there is such a row
     */
    record Row(String id, String name, PoolKind kind, List<Pool> pools, PoolTotals totals) {}

    private PoolRows() {}

    /**
     * Divides the executors into rows, by id.
     *
     * @param pools executors followed
     * @param globs which names are shown
     * @param maxRows rows at most, {@code other} among them
     */
    static List<Row> of(List<Pool> pools, Globs globs, int maxRows) {
        Map<String, List<Pool>> byName = new LinkedHashMap<>();
        Map<String, Boolean> shown = new HashMap<>();
        for (Pool pool : pools) {
            if (pool.used() && shown.computeIfAbsent(pool.name, globs::shows)) {
                byName.computeIfAbsent(key(pool), key -> new ArrayList<>()).add(pool);
            }
        }
        List<Row> rows = new ArrayList<>();
        for (List<Pool> group : byName.values()) {
            Pool first = group.get(0);
            rows.add(new Row(first.id, first.name, first.kind(), group, new PoolTotals()));
        }
        if (rows.size() > maxRows) {
            fold(rows, maxRows);
        }
        rows.sort(Comparator.comparingInt(row -> Integer.parseInt(row.id.substring(1))));
        return rows;
    }

    /** What executors of one row have in common. */
    static String key(Pool pool) {
        return pool.name + '\n' + pool.kind().id();
    }

    /** A row with what it is ranked by, which takes longer to sum up than to compare. */
    private record Weighed(Row row, boolean pressing, double weight) {}

    private static void fold(List<Row> rows, int maxRows) {
        List<Weighed> ranked = new ArrayList<>(rows.size());
        for (Row row : rows) {
            ranked.add(new Weighed(row, pressing(row), weight(row)));
        }
        ranked.sort(Comparator.comparing(Weighed::pressing)
                .thenComparingDouble(Weighed::weight)
                .reversed());
        for (int i = 0; i < rows.size(); i++) {
            rows.set(i, ranked.get(i).row);
        }
        List<Row> rest = rows.subList(Math.max(0, maxRows - 1), rows.size());
        List<Pool> others = new ArrayList<>();
        for (Row row : rest) {
            others.addAll(row.pools);
        }
        rest.clear();
        rows.add(new Row(OTHER_ID, OTHER, PoolKind.UNRECOGNISED, others, new PoolTotals()));
    }

    /** Whether tasks wait for a worker now: what has just begun to starve has little blocked time yet. */
    private static boolean pressing(Row row) {
        for (Pool pool : row.pools) {
            if (presses(pool)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a task of this pool has waited for a worker for long, and none is idle. */
    static boolean presses(Pool pool) {
        return pool.meter.headAge() >= PRESSING && pool.idleNow() == 0;
    }

    /** Blocked time counts most: such a pool must not vanish in {@code other}. */
    private static double weight(Row row) {
        double weight = 0;
        for (Pool pool : row.pools) {
            weight += 100.0 * pool.meter.window.get(Window.BLOCKED_NANOS)
                    + pool.meter.window.get(Window.RUNNING_NANOS)
                    + pool.meter.window.get(Window.QUEUED_NANOS)
                    + pool.workers.size();
        }
        return weight;
    }

    /** Row of each executor, by the executor's id. */
    static Map<String, Row> byPool(List<Row> rows) {
        Map<String, Row> result = new HashMap<>();
        for (Row row : rows) {
            for (Pool pool : row.pools) {
                result.put(pool.id, row);
            }
        }
        return result;
    }
}
