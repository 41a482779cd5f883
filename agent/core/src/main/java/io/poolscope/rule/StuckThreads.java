package io.poolscope.rule;

import io.poolscope.rule.graph.StuckSet;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitGraph.Kind;
import io.poolscope.snapshot.WaitGraph.Node;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * What the wait-for graph proves of single threads, also of those of no pool and of pools that go on with other workers:
 * that a wait never ends. It must be stuck in the newest look, and no thread that it leads to may have begun another wait
 * since the look before: so all of them stood still while the graph was read.
 */
final class StuckThreads {
    private final Snapshot now;
    private final Map<Long, Long> begunBefore;
    private final StuckSet stuck;

    private StuckThreads(Snapshot now, Map<Long, Long> begunBefore) {
        this.now = now;
        this.begunBefore = begunBefore;
        this.stuck = StuckSet.of(now.graph());
    }

    /** Of the newest look. */
    static StuckThreads of(Looks looks) {
        return new StuckThreads(
                looks.newest(),
                looks.size() < 2 ? Map.of() : looks.ago(1).graph().begun());
    }

    /** Who waits for whom, a sentence for each; empty where it is not proved that this thread never goes on. */
    List<String> chain(long threadId) {
        List<Node> nodes = now.graph().nodes();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node.kind() == Kind.THREAD && node.threadId() == threadId) {
                return stuck.stuck(i) && stoodStill(i) ? Chain.of(now, stuck, i) : List.of();
            }
        }
        return List.of();
    }

    private boolean stoodStill(int thread) {
        WaitGraph graph = now.graph();
        BitSet seen = new BitSet();
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(thread));
        while (!open.isEmpty()) {
            int i = open.pop();
            if (seen.get(i)) {
                continue;
            }
            seen.set(i);
            Node node = graph.nodes().get(i);
            Long begun = graph.begun().get(node.threadId());
            if (node.kind() == Kind.THREAD && (begun == null || !begun.equals(begunBefore.get(node.threadId())))) {
                return false;
            }
            // Of a stuck node all that it waits for is stuck, or one is where it needs all: the others say nothing.
            node.on().stream().filter(stuck::stuck).forEach(open::push);
        }
        return true;
    }
}
