package io.poolscope.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sums of rows, and their ids, from look to look. Executors come to a row and leave it: the sum over those of the
 * moment would fall with each one that ends, and counters made of it would jump. So a row keeps its own sums, to which
 * each executor adds what came in while it belonged there. poolscope's thread only.
 */
final class RowTotals {
    private record Sum(String id, PoolTotals totals) {}

    private final Map<String, Sum> sums = new HashMap<>();

    /**
     * Adds what came in since the last look, and forgets rows that have no executor left.
     *
     * @param rows of this look
     * @param pools all executors followed
     * @param ended executors that were followed at the last look
     * @return the rows with their sums, and with the ids that they had before
     */
    List<PoolRows.Row> look(List<PoolRows.Row> rows, List<Pool> pools, List<Pool> ended) {
        Set<String> live = new HashSet<>();
        live.add(PoolRows.OTHER_ID);
        pools.forEach(pool -> live.add(PoolRows.key(pool)));
        sums.keySet().retainAll(live);
        List<PoolRows.Row> result = new ArrayList<>(rows.size());
        for (PoolRows.Row row : rows) {
            Sum sum = sums.computeIfAbsent(key(row), key -> new Sum(id(row), new PoolTotals()));
            row.pools().forEach(pool -> pool.meter.totals.passOn(sum.totals));
            result.add(new PoolRows.Row(sum.id, row.name(), row.kind(), row.pools(), sum.totals));
        }
        for (Pool pool : ended) {
            Sum sum = sums.get(PoolRows.key(pool));
            if (sum != null) {
                pool.meter.totals.passOn(sum.totals);
            }
        }
        return result;
    }

    private static String key(PoolRows.Row row) {
        return row.id().equals(PoolRows.OTHER_ID)
                ? PoolRows.OTHER_ID
                : PoolRows.key(row.pools().get(0));
    }

    /** Another row may go by the id of an executor that has left it. */
    private String id(PoolRows.Row row) {
        Set<String> taken = new HashSet<>();
        sums.values().forEach(sum -> taken.add(sum.id));
        return row.pools().stream()
                .map(pool -> pool.id)
                .filter(id -> !taken.contains(id))
                .findFirst()
                .orElse(row.id());
    }
}
