package io.poolscope.watch;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a source of facts may see of a sample or a look.
 *
 * @param pools every pool that lives
 * @param rows at a look, the row of the report by the id of a pool; empty at a sample
 * @param now {@link Clock#nanos()}
 * @param second number of the second of the window, from 0
 * @param waits the waits that are open, and the sites of those that ended
 * @param traces stacks, each kept once
 * @param submissions where tasks were handed to their pools
 * @param active whether the probe of a name is active
 */
record Seen(
        List<Pool> pools,
        Map<String, PoolRows.Row> rows,
        long now,
        long second,
        Waits waits,
        Traces traces,
        Submissions submissions,
        Predicate<String> active) {

    /** Id of the row of the report that shows this pool; null if it is in none. */
    @Nullable
    String rowId(Pool pool) {
        PoolRows.Row row = rows.get(pool.id);
        return row == null ? null : row.id();
    }
}
