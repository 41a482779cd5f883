package io.poolscope.watch;

import io.poolscope.pool.Limits;
import io.poolscope.snapshot.ExecutorKin;
import io.poolscope.snapshot.PoolKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Executors that were made alike, where there are many: by one line and the same calls, or, where that was not seen, with
 * names that differ in digits only. Counts only executors with live threads: one without costs nothing, and goes with its
 * owner. Looks once a second. poolscope's thread only.
 */
final class ExecutorKins implements FactSource {
    /** Fewer are no kin. */
    static final int ENOUGH = 5;
    /** Groups told of. */
    private static final int TOLD = 16;

    private static final double MILLI = 1e6;
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /** When each executor was met, clock nanoseconds; -1 of one that was there at the first look. */
    private Map<Pool, Long> met = new HashMap<>();

    private boolean looked;
    private long lost;

    @Override
    public List<ExecutorKin> look(Seen seen) {
        Map<Pool, Long> still = new HashMap<>(2 * seen.pools().size());
        Map<Object, List<Pool>> groups = new LinkedHashMap<>();
        boolean many = seen.pools().size() >= ENOUGH;
        for (Pool pool : seen.pools()) {
            Long before = met.get(pool);
            still.put(pool, before != null ? before : looked ? Long.valueOf(seen.now()) : Long.valueOf(-1));
            if (many && counts(pool)) {
                groups.computeIfAbsent(key(pool), key -> new ArrayList<>()).add(pool);
            }
        }
        met = still;
        looked = true;
        List<ExecutorKin> told = new ArrayList<>();
        for (List<Pool> group : groups.values()) {
            String row = group.size() < ENOUGH ? null : row(group, seen);
            if (row != null) {
                if (told.size() < TOLD) {
                    told.add(kin(group, row, seen));
                } else {
                    lost++;
                }
            }
        }
        return told;
    }

    /** Only what somebody made to be an executor: a loop is one of a group that is made at once. */
    private static boolean counts(Pool pool) {
        Object executor = pool.executor();
        return !pool.workers.isEmpty()
                && (executor instanceof ThreadPoolExecutor || executor instanceof ForkJoinPool)
                && pool.kind() != PoolKind.EVENT_LOOP
                && pool.kind() != PoolKind.VIRTUAL_SCHEDULER;
    }

    private static Object key(Pool pool) {
        if (pool.createdAt != null) {
            return List.of(pool.createdAt, pool.createdBy);
        }
        Object executor = pool.executor();
        Limits limits = executor == null ? null : pool.family().limits(executor);
        return "\n" + family(pool) + '\n' + pool.type() + '\n' + limits;
    }

    private static String family(Pool pool) {
        return DIGITS.matcher(pool.name).replaceAll("*");
    }

    private static @Nullable String row(List<Pool> group, Seen seen) {
        String other = null;
        for (Pool pool : group) {
            String row = seen.rowId(pool);
            if (row != null && !row.equals(PoolRows.OTHER_ID)) {
                return row;
            }
            other = other == null ? row : other;
        }
        return other;
    }

    /** The registry lists executors in the order in which they were met. */
    private ExecutorKin kin(List<Pool> group, String row, Seen seen) {
        List<ExecutorKin.Member> members = new ArrayList<>();
        int threads = 0;
        int shutDown = 0;
        for (int i = group.size() - 1; i >= 0; i--) {
            Pool pool = group.get(i);
            Object executor = pool.executor();
            threads += pool.workers.size();
            if (executor != null && !pool.family().accepts(executor)) {
                shutDown++;
            }
            long at = met.getOrDefault(pool, -1L);
            members.add(new ExecutorKin.Member(
                    at < 0 ? null : Double.valueOf((seen.now() - at) / MILLI),
                    pool.busyNow() == 0 && pool.meter.depth() == 0,
                    pool.meter.acceptedSinceLook() > 0));
        }
        Pool first = group.get(0);
        return new ExecutorKin(
                row,
                family(first),
                first.createdAt,
                first.type(),
                threads,
                shutDown,
                seen.pools().size() >= PoolRegistry.MAX_POOLS,
                List.copyOf(members));
    }

    @Override
    public Map<String, Long> lost() {
        return Map.of("executor-groups-over-limit", lost);
    }
}
