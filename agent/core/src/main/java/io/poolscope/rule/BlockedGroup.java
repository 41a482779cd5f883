package io.poolscope.rule;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Stack;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WorkerSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Workers of one pool that are blocked at the same line for the same kind of thing.
 *
 * @param kind what for
 * @param site the application's frame; null where unknown
 * @param call the blocking call; null where unknown
 * @param workers at least one, by thread id
 */
record BlockedGroup(
        BlockKind kind,
        @Nullable CodeLocation site,
        @Nullable String call,
        List<WorkerSnapshot> workers) {

    private record Key(
            BlockKind kind,
            @Nullable CodeLocation site,
            @Nullable String call) {}

    /** The blocked workers of a pool, largest group first. */
    static List<BlockedGroup> of(PoolSnapshot pool) {
        Map<Key, List<WorkerSnapshot>> groups = new LinkedHashMap<>();
        for (WorkerSnapshot worker : pool.workers()) {
            Wait wait = worker.blockedBy();
            if (wait != null) {
                groups.computeIfAbsent(new Key(wait.kind(), wait.site(), wait.call()), key -> new ArrayList<>())
                        .add(worker);
            }
        }
        return groups.entrySet().stream()
                .map(e -> new BlockedGroup(e.getKey().kind, e.getKey().site, e.getKey().call, e.getValue()))
                .sorted(Comparator.<BlockedGroup>comparingInt(g -> -g.workers.size())
                        .thenComparing(g -> String.valueOf(g.site))
                        .thenComparing(BlockedGroup::kind))
                .toList();
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
