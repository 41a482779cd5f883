package io.poolscope.rule.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.rule.GraphOf;
import io.poolscope.rule.Snapshots;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitGraph.Kind;
import io.poolscope.snapshot.WaitGraph.Needs;
import io.poolscope.snapshot.WaitGraph.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class StuckSetTest {
    private static final CodeLocation SITE = Snapshots.at("PriceService", "price", 88);

    /** Two workers of one pool, each waiting for a task in the pool's queue. */
    private static GraphOf withinOnePool() {
        return new GraphOf()
                .pool("orders", "orders-1", "orders-2")
                .worker("orders-1", SITE, "f1")
                .worker("orders-2", SITE, "f2")
                .future("f1", "t1")
                .future("f2", "t2")
                .task("t1", "orders", 1)
                .task("t2", "orders", 2);
    }

    @Test
    void poolThatWaitsForItsOwnQueueIsStuck() {
        assertStuck(withinOnePool(), "orders", "orders-1", "orders-2", "f1", "t1", "t2");
    }

    @Test
    void oneFreeWorkerServesThemAll() {
        GraphOf graph = new GraphOf()
                .pool("orders", "orders-1", "orders-2")
                .worker("orders-1", SITE, "f1")
                .freeWorker("orders-2")
                .future("f1", "t1")
                .task("t1", "orders", 1);
        assertMoves(graph, "orders", "orders-1", "f1", "t1");
    }

    @Test
    void poolThatCanGrowIsNotStuck() {
        GraphOf graph = new GraphOf()
                .growingPool("orders", "orders-1")
                .worker("orders-1", SITE, "f1")
                .future("f1", "t1")
                .task("t1", "orders", 1);
        assertMoves(graph, "orders", "orders-1", "t1");
    }

    @Test
    void poolsThatWaitForEachOtherAreStuck() {
        GraphOf graph = new GraphOf()
                .pool("a", "a-1")
                .pool("b", "b-1")
                .worker("a-1", SITE, "tb")
                .worker("b-1", SITE, "ta")
                .task("tb", "b", 1)
                .task("ta", "a", 1);
        assertStuck(graph, "a", "b", "a-1", "b-1");
    }

    @Test
    void locksAndQueuesMix() {
        GraphOf graph = new GraphOf()
                .pool("a", "a-1", "a-2")
                .worker("a-1", SITE, "lock")
                .worker("a-2", SITE, "t")
                .lock("lock", "a-2")
                .task("t", "a", 1);
        assertStuck(graph, "a", "a-1", "a-2", "lock");
    }

    @Test
    void futureThatOneOfSeveralCompletesNeedsOnlyOne() {
        GraphOf graph =
                withinOnePool().future("any", "f1", "other").thread("other").worker("x-1", SITE, "any");
        assertMoves(graph, "any", "x-1");
        assertStuck(graph, "orders");
    }

    @Test
    void whatHasNoEdgeOrLeadsNowhereIsNotCalledStuck() {
        Node loose = new Node(Kind.FUTURE, "f", null, 0, 0, null, null, false, null, Needs.ANY, List.of());
        Node nowhere = new Node(Kind.THREAD, "t", null, 1, 0, null, null, false, null, Needs.ALL, List.of(7));
        StuckSet stuck = StuckSet.of(new WaitGraph(List.of(loose, nowhere), Map.of(), Map.of()));
        assertThat(stuck.stuck(0)).isFalse();
        assertThat(stuck.stuck(1)).isFalse();
    }

    @Test
    void edgeThatOccursTwiceCountsOnce() {
        GraphOf graph = new GraphOf().thread("free").worker("a-1", SITE, "free", "free");
        assertMoves(graph, "a-1");
    }

    /** Whatever is added that is free, and whoever may use it instead, nothing that moved stands. */
    @Test
    void freeNodeNeverMakesMoreStuck() {
        Random random = new Random(20261120);
        for (int round = 0; round < 500; round++) {
            List<Node> nodes = randomNodes(random, 2 + random.nextInt(30));
            StuckSet before = StuckSet.of(new WaitGraph(nodes, Map.of(), Map.of()));
            List<Node> more = new ArrayList<>(nodes);
            more.add(new Node(Kind.THREAD, "free", null, 9, 0, null, null, true, "runs", Needs.ALL, List.of()));
            int changed = random.nextInt(nodes.size());
            Node old = nodes.get(changed);
            List<Integer> on = new ArrayList<>(old.on());
            on.add(nodes.size());
            more.set(
                    changed,
                    new Node(old.kind(), old.label(), null, 0, 0, null, null, old.free(), null, old.needs(), on));
            StuckSet after = StuckSet.of(new WaitGraph(more, Map.of(), Map.of()));
            for (int i = 0; i < nodes.size(); i++) {
                assertThat(!before.stuck(i) && after.stuck(i))
                        .as("round %s node %s", round, i)
                        .isFalse();
            }
        }
    }

    /** The definition itself, computed naively, agrees. */
    @Test
    void agreesWithTheDefinition() {
        Random random = new Random(4711);
        for (int round = 0; round < 500; round++) {
            List<Node> nodes = randomNodes(random, 1 + random.nextInt(25));
            StuckSet stuck = StuckSet.of(new WaitGraph(nodes, Map.of(), Map.of()));
            boolean[] moves = new boolean[nodes.size()];
            for (boolean changed = true; changed; ) {
                changed = false;
                for (int i = 0; i < moves.length; i++) {
                    Node node = nodes.get(i);
                    boolean now = node.free()
                            || node.on().isEmpty()
                            || (node.needs() == Needs.ALL
                                    ? node.on().stream().allMatch(on -> moves[on])
                                    : node.on().stream().anyMatch(on -> moves[on]));
                    changed |= now && !moves[i];
                    moves[i] |= now;
                }
            }
            for (int i = 0; i < moves.length; i++) {
                assertThat(stuck.stuck(i)).as("round %s node %s", round, i).isEqualTo(!moves[i]);
            }
        }
    }

    @Test
    void longChainsNeedNoStackAndLittleTime() {
        int n = 200_000;
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            nodes.add(new Node(
                    Kind.FUTURE, "f" + i, null, 0, 0, null, null, false, null, Needs.ALL, List.of((i + 1) % n)));
        }
        StuckSet stuck = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> StuckSet.of(new WaitGraph(nodes, Map.of(), Map.of())));
        assertThat(stuck.stuck(0)).isTrue();
        assertThat(stuck.stuck(n - 1)).isTrue();
    }

    private static List<Node> randomNodes(Random random, int n) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<Integer> on = new ArrayList<>();
            for (int edges = random.nextInt(4); edges > 0; edges--) {
                on.add(random.nextInt(n));
            }
            Needs needs = random.nextBoolean() ? Needs.ALL : Needs.ANY;
            boolean free = random.nextInt(8) == 0;
            nodes.add(new Node(Kind.THREAD, "n" + i, null, i, 0, null, null, free, null, needs, on));
        }
        return nodes;
    }

    private static void assertStuck(GraphOf graph, String... names) {
        StuckSet stuck = StuckSet.of(graph.make());
        assertThat(names)
                .allSatisfy(name ->
                        assertThat(stuck.stuck(graph.index(name))).as(name).isTrue());
    }

    private static void assertMoves(GraphOf graph, String... names) {
        StuckSet stuck = StuckSet.of(graph.make());
        assertThat(names)
                .allSatisfy(name ->
                        assertThat(stuck.stuck(graph.index(name))).as(name).isFalse());
    }
}
