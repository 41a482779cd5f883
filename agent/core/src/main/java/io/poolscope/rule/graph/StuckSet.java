package io.poolscope.rule.graph;

import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitGraph.Needs;
import io.poolscope.snapshot.WaitGraph.Node;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The nodes of a wait-for graph that can never progress: the complement of the least fixed point of "can progress". A
 * node progresses if it is free, or if all (or one) of the nodes that it waits for progress. In graphs with AND and OR
 * nodes a cycle alone proves nothing (an OR node may leave it by another edge), the fixed point does; it is reached in
 * time linear in nodes and edges (Dowling and Gallier, 1984, for Horn clauses).
 *
 * <p>Doubt counts as progress: a node without edges, and an edge that leads nowhere, hold nobody, so that nothing is
 * called stuck that was merely not seen.
 */
public final class StuckSet {
    private final boolean[] moves;

    private StuckSet(boolean[] moves) {
        this.moves = moves;
    }

    /** Solves the graph. */
    public static StuckSet of(WaitGraph graph) {
        List<Node> nodes = graph.nodes();
        int n = nodes.size();
        int[][] waiters = waiters(nodes);
        int[] missing = new int[n];
        boolean[] moves = new boolean[n];
        ArrayDeque<Integer> fresh = new ArrayDeque<>();
        for (int i = 0; i < n; i++) {
            Node node = nodes.get(i);
            missing[i] = node.needs() == Needs.ALL
                    ? node.on().size()
                    : Math.min(1, node.on().size());
            boolean nowhere = node.on().stream().anyMatch(on -> on < 0 || on >= n);
            if (node.free() || missing[i] == 0 || nowhere) {
                moves[i] = true;
                fresh.add(i);
            }
        }
        while (!fresh.isEmpty()) {
            for (int waiter : waiters[fresh.remove()]) {
                if (!moves[waiter] && --missing[waiter] == 0) {
                    moves[waiter] = true;
                    fresh.add(waiter);
                }
            }
        }
        return new StuckSet(moves);
    }

    /** For each node, who waits for it; an edge that occurs twice is listed twice, as it is counted twice. */
    private static int[][] waiters(List<Node> nodes) {
        int n = nodes.size();
        int[] degree = new int[n];
        for (Node node : nodes) {
            for (int on : node.on()) {
                if (on >= 0 && on < n) {
                    degree[on]++;
                }
            }
        }
        int[][] waiters = new int[n][];
        for (int i = 0; i < n; i++) {
            waiters[i] = new int[degree[i]];
        }
        for (int i = 0; i < n; i++) {
            for (int on : nodes.get(i).on()) {
                if (on >= 0 && on < n) {
                    waiters[on][--degree[on]] = i;
                }
            }
        }
        return waiters;
    }

    /** Whether the node can never progress. */
    public boolean stuck(int node) {
        return !moves[node];
    }
}
