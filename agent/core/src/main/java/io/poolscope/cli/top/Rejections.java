package io.poolscope.cli.top;

import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rejected tasks a second: between the last two looks that differ, and over the window at the first. */
final class Rejections {
    private Map<String, Long> counts = Map.of();
    private Map<String, Double> rates = Map.of();
    private @Nullable Instant at;

    /** Takes a look into account. */
    void see(Snapshot snapshot) {
        if (snapshot.at().equals(at)) {
            return;
        }
        Map<String, Long> counted = new HashMap<>();
        Map<String, Double> rated = new HashMap<>();
        for (PoolSnapshot pool : snapshot.pools()) {
            Long count = pool.tasks().rejected();
            if (count == null) {
                continue;
            }
            counted.put(pool.id(), count);
            Long before = counts.get(pool.id());
            double seconds = seconds(before == null || at == null ? snapshot.from() : at, snapshot.at());
            long events = before == null || at == null
                    ? pool.refusals().stream()
                            .mapToLong(PoolSnapshot.Refusal::count)
                            .sum()
                    : Math.max(0, count - before);
            rated.put(pool.id(), seconds > 0 ? events / seconds : 0);
        }
        counts = counted;
        rates = rated;
        at = snapshot.at();
    }

    /** Of one pool; null where nobody counts. */
    @Nullable
    Double perSecond(PoolSnapshot pool) {
        return rates.get(pool.id());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
