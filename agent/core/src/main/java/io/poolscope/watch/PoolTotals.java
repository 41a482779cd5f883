package io.poolscope.watch;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums that only grow, of one executor since it was first seen or of one row. In doubles: a million queued tasks bring a
 * million seconds of waiting each second, and 64 bits of nanoseconds would be full within three hours; counts are exact up
 * to 2^53. poolscope's thread only.
 */
final class PoolTotals {
    static final int SUBMITTED = 0;
    static final int COMPLETED = 1;
    static final int REJECTED = 2;
    static final int FAILED = 3;
    static final int CANCELLED = 4;
    /** Tasks whose wait is in {@link #WAIT_NANOS}. */
    static final int WAITED = 5;

    static final int WAIT_NANOS = 6;
    /** Tasks that ended. */
    static final int RAN = 7;
    /** Time of workers inside tasks, open ones included. */
    static final int RUN_NANOS = 8;

    private static final BlockKind[] KINDS = BlockKind.values();
    /** By kind: waits that were seen. */
    private static final int BLOCKED = 9;
    /** By kind: time of workers in them. */
    private static final int BLOCKED_NANOS = BLOCKED + KINDS.length;

    private static final int FIGURES = BLOCKED_NANOS + KINDS.length;
    private static final double MILLI = 1e6;

    private final double[] sums = new double[FIGURES];
    private final double[] passedOn = new double[FIGURES];
    /** Waits that were counted while they were open, and that a probe will tell of when they end. */
    private final long[] early = new long[KINDS.length];

    private @Nullable List<PoolSnapshot.Timed> newWaits;
    private @Nullable List<PoolSnapshot.Timed> newRuns;

    /** Tasks whose time in the queue was taken by the clock. */
    void timedWaits(long nanos, long tasks) {
        newWaits = with(newWaits, List.of(new PoolSnapshot.Timed(nanos / MILLI, tasks)));
    }

    /** Tasks whose run time was taken by the clock. */
    void timedRuns(long nanos, long tasks) {
        newRuns = with(newRuns, List.of(new PoolSnapshot.Timed(nanos / MILLI, tasks)));
    }

    private static List<PoolSnapshot.Timed> with(
            @Nullable List<PoolSnapshot.Timed> some, List<PoolSnapshot.Timed> more) {
        List<PoolSnapshot.Timed> all = some == null ? new ArrayList<>() : some;
        all.addAll(more);
        return all;
    }

    private static @Nullable List<PoolSnapshot.Timed> handOut(@Nullable List<PoolSnapshot.Timed> some) {
        if (some == null) {
            return null;
        }
        List<PoolSnapshot.Timed> all = List.copyOf(some);
        some.clear();
        return all;
    }

    void add(int figure, double amount) {
        sums[figure] += amount;
    }

    /** Takes over a total that somebody else keeps; one that was read a little too early does not lower it. */
    void atLeast(int figure, double total) {
        sums[figure] = Math.max(sums[figure], total);
    }

    long count(int figure) {
        return (long) sums[figure];
    }

    /** A worker was seen blocked for so long. */
    void blocked(BlockKind kind, long nanos) {
        sums[BLOCKED_NANOS + kind.ordinal()] += nanos;
    }

    /** A wait was seen. */
    void waited(BlockKind kind) {
        sums[BLOCKED + kind.ordinal()]++;
    }

    /** A wait is open that a probe will count when it ends. */
    void waitsEarly(BlockKind kind, BlockKind family) {
        waited(kind);
        early[family.ordinal()]++;
    }

    /** A probe counted waits that have ended. */
    void counted(BlockKind kind, BlockKind family, long waits) {
        long known = Math.min(waits, early[family.ordinal()]);
        early[family.ordinal()] -= known;
        sums[BLOCKED + kind.ordinal()] += waits - known;
    }

    /** Adds to a row what came in since the last call. */
    void passOn(PoolTotals row) {
        for (int i = 0; i < FIGURES; i++) {
            row.sums[i] += sums[i] - passedOn[i];
        }
        System.arraycopy(sums, 0, passedOn, 0, FIGURES);
        List<PoolSnapshot.Timed> waits = handOut(newWaits);
        row.newWaits = waits == null ? row.newWaits : with(row.newWaits, waits);
        List<PoolSnapshot.Timed> runs = handOut(newRuns);
        row.newRuns = runs == null ? row.newRuns : with(row.newRuns, runs);
    }

    /**
     * For the snapshot; hands out the tasks that were timed since the last call.
     *
     * @param waitsKnown whether times in the queue could be had
     */
    PoolSnapshot.Totals read(boolean waitsKnown) {
        Map<BlockKind, PoolSnapshot.Blocked> blocked = new EnumMap<>(BlockKind.class);
        for (BlockKind kind : KINDS) {
            double waits = sums[BLOCKED + kind.ordinal()];
            double nanos = sums[BLOCKED_NANOS + kind.ordinal()];
            if (waits > 0 || nanos > 0) {
                blocked.put(kind, new PoolSnapshot.Blocked((long) waits, nanos / MILLI));
            }
        }
        return new PoolSnapshot.Totals(
                waitsKnown ? Long.valueOf(count(WAITED)) : null,
                waitsKnown ? Double.valueOf(sums[WAIT_NANOS] / MILLI) : null,
                count(RAN),
                sums[RUN_NANOS] / MILLI,
                java.util.Collections.unmodifiableMap(blocked),
                handOut(newWaits),
                handOut(newRuns));
    }
}
