package io.poolscope.report.meter;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.report.Order;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The pools that share one pair of tags: one pool, several of one name, or all those over the bound.
 *
 * @param pool value of the tag {@code pool}
 * @param type value of the tag {@code type}
 * @param pools at least one
 */
public record PoolRow(String pool, String type, List<PoolSnapshot> pools) {

    /** Of all its pools together. */
    int sum(ToIntFunction<PoolSnapshot> figure) {
        return pools.stream().mapToInt(figure).sum();
    }

    /** Of all its pools together; null where one has none, as a sum with an unbounded part is unbounded. */
    @Nullable
    Integer sumOrNull(Function<PoolSnapshot, @Nullable Integer> figure) {
        int sum = 0;
        for (PoolSnapshot pool : pools) {
            Integer value = figure.apply(pool);
            if (value == null) {
                return null;
            }
            sum += value;
        }
        return sum;
    }

    /** The largest; null where none is known. */
    @Nullable
    Double largest(Function<PoolSnapshot, @Nullable Double> figure) {
        return pools.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .max(Double::compare)
                .orElse(null);
    }

    /** Whether one of its pools is in this state. */
    boolean any(Assessment assessment, PoolVerdict.State state) {
        return pools.stream().anyMatch(pool -> Order.state(assessment, pool) == state);
    }

    /** Its two tags and more. */
    String[] tags(String... more) {
        String[] tags = new String[4 + more.length];
        tags[0] = "pool";
        tags[1] = pool;
        tags[2] = "type";
        tags[3] = type;
        System.arraycopy(more, 0, tags, 4, more.length);
        return tags;
    }
}
