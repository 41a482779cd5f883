package io.poolscope.report.meter;

import io.poolscope.finding.PoolVerdict;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.Durations;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Figures of a pool that take more than a line. */
final class PoolFigures {
    /** The states that are shown: those that call for somebody. */
    static final List<PoolVerdict.State> VERDICTS =
            List.of(PoolVerdict.State.SATURATED, PoolVerdict.State.STARVED, PoolVerdict.State.DEADLOCKED);

    private PoolFigures() {}

    /** A kind that was seen stays, with 0, while it is in the window or in the totals. */
    static void blocked(PoolRow row, Meter.Figures out) {
        Set<BlockKind> kinds = EnumSet.noneOf(BlockKind.class);
        for (PoolSnapshot pool : row.pools()) {
            kinds.addAll(pool.threads().blockedByKind().keySet());
            kinds.addAll(pool.time().blockedMsByKind().keySet());
            if (pool.totals() != null) {
                kinds.addAll(pool.totals().blocked().keySet());
            }
        }
        for (BlockKind kind : kinds) {
            out.now(row.sum(pool -> pool.threads().blockedByKind().getOrDefault(kind, 0)), row.tags("kind", kind.id()));
        }
    }

    static void utilization(PoolRow row, Meter.Figures out) {
        double busy = row.sum(pool -> pool.threads().running() + pool.threads().blocked());
        double most = row.sum(pool -> {
            Integer max = pool.threads().max();
            return max == null ? pool.threads().size() : max;
        });
        out.now(busy == 0 ? 0 : busy / most, row.tags());
    }

    /** 0 where nothing is queued; null where something is and its age is not known. */
    static @Nullable Double headAge(PoolSnapshot pool) {
        Double age = pool.queue().headAgeMs();
        return age == null && pool.queue().depth() == 0 ? Double.valueOf(0) : age;
    }

    static void waits(PoolRow row, Meter.Figures out) {
        for (PoolSnapshot pool : row.pools()) {
            PoolSnapshot.Totals totals = pool.totals();
            if (totals == null || totals.started() == null || totals.waitMs() == null) {
                continue;
            }
            if (totals.newWaits() != null) {
                out.events(totals.newWaits(), row.tags());
            } else {
                out.total(pool.id(), totals.started(), totals.waitMs(), row.tags());
            }
        }
    }

    static void runs(PoolRow row, Meter.Figures out) {
        for (PoolSnapshot pool : row.pools()) {
            PoolSnapshot.Totals totals = pool.totals();
            if (totals == null || totals.ended() == null || totals.runMs() == null) {
                continue;
            }
            if (totals.newRuns() != null) {
                out.events(totals.newRuns(), row.tags());
            } else {
                out.total(pool.id(), totals.ended(), totals.runMs(), row.tags());
            }
        }
    }

    static void quantiles(PoolRow row, Function<PoolSnapshot, @Nullable Durations> of, Meter.Figures out) {
        out.now(row.largest(pool -> figure(of.apply(pool), Durations::p50)), row.tags("quantile", "0.5"));
        out.now(row.largest(pool -> figure(of.apply(pool), Durations::p99)), row.tags("quantile", "0.99"));
        out.now(row.largest(pool -> figure(of.apply(pool), Durations::max)), row.tags("quantile", "max"));
    }

    private static @Nullable Double figure(
            @Nullable Durations durations, Function<Durations, @Nullable Double> figure) {
        return durations == null ? null : figure.apply(durations);
    }

    static void blockedTime(PoolRow row, Meter.Figures out) {
        for (PoolSnapshot pool : row.pools()) {
            if (pool.totals() != null) {
                pool.totals()
                        .blocked()
                        .forEach((kind, blocked) -> out.total(
                                pool.id() + '|' + kind.id(),
                                blocked.waits(),
                                blocked.ms(),
                                row.tags("kind", kind.id())));
            }
        }
    }

    /** The outcomes exclude each other, so that their sum means something: what failed is not counted as completed. */
    static void outcomes(PoolRow row, Meter.Figures out) {
        for (PoolSnapshot pool : row.pools()) {
            PoolSnapshot.Tasks tasks = pool.tasks();
            long failed = tasks.failed() == null ? 0 : tasks.failed();
            outcome(row, pool, "completed", Math.max(0, tasks.completed() - failed), out);
            outcome(row, pool, "failed", tasks.failed(), out);
            outcome(row, pool, "rejected", tasks.rejected(), out);
            outcome(row, pool, "cancelled", tasks.cancelled(), out);
        }
    }

    private static void outcome(
            PoolRow row, PoolSnapshot pool, String outcome, @Nullable Long total, Meter.Figures out) {
        if (total != null) {
            out.total(pool.id() + '|' + outcome, (double) total, row.tags("outcome", outcome));
        }
    }
}
