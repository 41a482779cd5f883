package io.poolscope.rule.graph;

import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitGraph.Kind;
import io.poolscope.snapshot.WaitGraph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One deadlock: the pools that hold each other, and the pools that merely stand behind them.
 *
 * @param pools ids of the pools of which every worker is stuck and that reach each other, in the graph's order
 * @param behind ids of stuck pools that wait for these, while these do not wait for them
 * @param entangled whether a stuck worker of these pools waits, over whatever detours, for a worker or a queue of these
 *     pools; false where they wait for stuck threads outside of every pool
 */
public record StuckGroup(List<String> pools, List<String> behind, boolean entangled) {

    /** The deadlocks of a graph; each stuck pool is in one of them, either in {@code pools} or in {@code behind}. */
    public static List<StuckGroup> of(WaitGraph graph, StuckSet stuck) {
        Map<String, Integer> pools = new LinkedHashMap<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            String id = node.poolId();
            if (node.kind() == Kind.POOL && id != null && stuck.stuck(i)) {
                pools.putIfAbsent(id, i);
            }
        }
        Map<String, Set<String>> reach = new LinkedHashMap<>();
        pools.forEach((id, node) -> {
            Set<String> reached = reached(graph, stuck, node);
            reached.retainAll(pools.keySet());
            reach.put(id, reached);
        });
        List<StuckGroup> groups = new ArrayList<>();
        Set<String> grouped = new LinkedHashSet<>();
        for (String id : pools.keySet()) {
            Set<String> on = reached(reach, id);
            boolean root = on.stream()
                    .allMatch(other -> other.equals(id) || reached(reach, other).contains(id));
            if (root && grouped.add(id)) {
                List<String> members = pools.keySet().stream()
                        .filter(other -> other.equals(id) || on.contains(other))
                        .toList();
                grouped.addAll(members);
                List<String> behind = pools.keySet().stream()
                        .filter(other -> !members.contains(other))
                        .filter(other -> reached(reach, other).stream().anyMatch(members::contains))
                        .toList();
                groups.add(new StuckGroup(members, behind, on.contains(id)));
            }
        }
        return groups;
    }

    private static Set<String> reached(Map<String, Set<String>> reach, String id) {
        return reach.getOrDefault(id, Set.of());
    }

    /** The pools whose queue or workers a pool's workers wait for, directly or not. */
    private static Set<String> reached(WaitGraph graph, StuckSet stuck, int pool) {
        Set<String> ids = new LinkedHashSet<>();
        BitSet seen = new BitSet();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        // The pool's own workers are where the walk starts; only meeting them again counts.
        for (int worker : graph.nodes().get(pool).on()) {
            open.addAll(graph.nodes().get(worker).on());
        }
        while (!open.isEmpty()) {
            int i = open.remove();
            if (!seen.get(i) && stuck.stuck(i)) {
                seen.set(i);
                Node node = graph.nodes().get(i);
                if (node.poolId() != null) {
                    ids.add(node.poolId());
                }
                open.addAll(node.on());
            }
        }
        return ids;
    }
}
