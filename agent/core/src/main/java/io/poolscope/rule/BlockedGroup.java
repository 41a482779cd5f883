package io.poolscope.rule;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Stack;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.snapshot.WorkerSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Workers of one pool that are blocked at the same line for the same kind of thing.
 *
 * @param kind what for
 * @param site the application's frame; null where unknown
 * @param call the blocking call; null where unknown
 * @param workers at least one, by thread id
 * @param estimated how many of them are counted to this line although their stacks were not taken yet
 */
record BlockedGroup(
        BlockKind kind,
        @Nullable CodeLocation site,
        @Nullable String call,
        List<WorkerSnapshot> workers,
        int estimated) {

    /** A line with so much of a pool's time in waits of one kind stands for those that were not looked at yet. */
    private static final double NEARLY_ALL = 0.95;

    /** The type of a future of which no more is known than that. */
    private static final String ANY_FUTURE = "java.util.concurrent.CompletableFuture";

    private record Key(
            BlockKind kind,
            @Nullable CodeLocation site,
            @Nullable String call) {}

    /** The blocked workers of a pool, largest group first. */
    static List<BlockedGroup> of(Snapshot now, PoolSnapshot pool) {
        Map<Key, List<WorkerSnapshot>> groups = new LinkedHashMap<>();
        for (WorkerSnapshot worker : pool.workers()) {
            Wait wait = worker.blockedBy();
            if (wait != null) {
                groups.computeIfAbsent(new Key(wait.kind(), wait.site(), wait.call()), key -> new ArrayList<>())
                        .add(worker);
            }
        }
        Map<Key, Integer> estimated = new HashMap<>();
        for (Map.Entry<Key, List<WorkerSnapshot>> each : List.copyOf(groups.entrySet())) {
            Key key = each.getKey();
            Key line = key.site == null && key.call == null ? onlyLine(now, pool, key.kind, groups.keySet()) : null;
            List<WorkerSnapshot> there = line == null ? null : groups.getOrDefault(line, List.of());
            if (line == null || there == null) {
                continue;
            }
            List<WorkerSnapshot> alike =
                    each.getValue().stream().filter(w -> alike(w, there)).toList();
            if (!alike.isEmpty()) {
                groups.computeIfAbsent(line, l -> new ArrayList<>()).addAll(alike);
                each.getValue().removeAll(alike);
                estimated.put(line, alike.size());
            }
        }
        return groups.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> new BlockedGroup(
                        e.getKey().kind,
                        e.getKey().site,
                        e.getKey().call,
                        e.getValue(),
                        estimated.getOrDefault(e.getKey(), 0)))
                .sorted(Comparator.<BlockedGroup>comparingInt(g -> -g.workers.size())
                        .thenComparing(g -> String.valueOf(g.site))
                        .thenComparing(BlockedGroup::kind))
                .toList();
    }

    /**
     * The one line at which workers of a pool wait for this kind of thing, now and nearly always in the window; null
     * where there are several, or none.
     */
    private static @Nullable Key onlyLine(Snapshot now, PoolSnapshot pool, BlockKind kind, Set<Key> open) {
        double all = 0;
        WaitSite most = null;
        for (WaitSite site : now.sites()) {
            if (site.poolId().equals(pool.id()) && site.kind() == kind) {
                all += site.blockedMs();
                most = most == null || site.blockedMs() > most.blockedMs() ? site : most;
            }
        }
        if (most == null || most.blockedMs() < NEARLY_ALL * all) {
            return null;
        }
        Key only = new Key(kind, most.site(), most.call());
        return open.stream().allMatch(key -> key.kind != kind || key.site == null || key.equals(only)) ? only : null;
    }

    /** Whether a wait without a stack may be one of these: a time limit or none, and the same type of thing. */
    private static boolean alike(WorkerSnapshot worker, List<WorkerSnapshot> there) {
        Wait wait = worker.blockedBy();
        return wait != null
                && (there.isEmpty()
                        || there.stream()
                                .map(WorkerSnapshot::blockedBy)
                                .anyMatch(known ->
                                        known != null && known.timed() == wait.timed() && sameType(known, wait)));
    }

    private static boolean sameType(Wait one, Wait other) {
        String type = one.awaits() == null ? ANY_FUTURE : one.awaits().type();
        String otherType = other.awaits() == null ? ANY_FUTURE : other.awaits().type();
        return type.equals(otherType) || type.equals(ANY_FUTURE) || otherType.equals(ANY_FUTURE);
    }

    int size() {
        return workers.size();
    }

    List<Wait> waits() {
        return workers.stream()
                .map(WorkerSnapshot::blockedBy)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What they wait for; of several the most frequent task's, in the order of the queue. Null where not known. */
    @Nullable
    Awaits awaits() {
        List<Awaits> known =
                waits().stream().map(Wait::awaits).filter(Objects::nonNull).toList();
        String task = mostFrequent(known, Awaits::task);
        return known.stream()
                .filter(awaits -> Objects.equals(awaits.task(), task))
                .min(Comparator.comparingInt(a -> a.place() == null ? Integer.MAX_VALUE : a.place()))
                .orElse(known.isEmpty() ? null : known.get(0));
    }

    /** Places in the queue of what they wait for, ascending. */
    List<Integer> places() {
        return waits().stream()
                .map(Wait::awaits)
                .filter(Objects::nonNull)
                .map(Awaits::place)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    /** The worker whose task is the most frequent one. */
    WorkerSnapshot typical() {
        String task = mostFrequent(workers, WorkerSnapshot::task);
        return workers.stream()
                .filter(worker -> Objects.equals(worker.task(), task))
                .findFirst()
                .orElse(workers.get(0));
    }

    /** Whether every one of these waits ends by itself. */
    boolean timed() {
        return waits().stream().allMatch(Wait::timed);
    }

    /** How many of them wait for what a worker of that pool must do. */
    long waitingFor(String poolName) {
        return waits().stream()
                .map(Wait::awaits)
                .filter(awaits -> awaits != null && poolName.equals(awaits.runsIn()))
                .count();
    }

    @Nullable
    Stack stack() {
        return waits().stream()
                .map(Wait::stack)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static <T> @Nullable String mostFrequent(List<T> items, Function<T, @Nullable String> name) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (T item : items) {
            String key = name.apply(item);
            if (key != null) {
                counts.merge(key, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
