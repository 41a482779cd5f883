package io.poolscope.rule;

import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitGraph.Kind;
import io.poolscope.snapshot.WaitGraph.Needs;
import io.poolscope.snapshot.WaitGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A wait-for graph made by hand. Nodes are named, an edge names its target, in any order; a worker of pool {@code orders}
 * is {@code orders-1}, as in {@link PoolOf}.
 */
public final class GraphOf {
    /** Of the thread of no pool. */
    public static final long THREAD_ID = 4711;

    private record Named(
            String name,
            Kind kind,
            @Nullable String poolId,
            int place,
            @Nullable CodeLocation site,
            boolean free,
            Needs needs,
            List<String> on) {}

    private final List<Named> nodes = new ArrayList<>();
    private final Map<String, Long> fingerprint = new TreeMap<>();
    private final Map<Long, Long> begun = new TreeMap<>();

    /** A pool that cannot grow, with all its workers. */
    public GraphOf pool(String name, String... workers) {
        fingerprint.put(name, 1L);
        return add(new Named(name, Kind.POOL, name, 0, null, false, Needs.ANY, List.of(workers)));
    }

    public GraphOf growingPool(String name, String... workers) {
        fingerprint.put(name, 1L);
        return add(new Named(name, Kind.POOL, name, 0, null, true, Needs.ANY, List.of(workers)));
    }

    /** A worker, {@code orders-1}, that waits for all of these, without a time limit. */
    public GraphOf worker(String name, CodeLocation site, String... on) {
        return add(new Named(name, Kind.THREAD, pool(name), 0, site, false, Needs.ALL, List.of(on)));
    }

    /** A worker that runs, or whose wait ends by itself, or of which nobody knows who ends it. */
    public GraphOf freeWorker(String name) {
        return add(new Named(name, Kind.THREAD, pool(name), 0, null, true, Needs.ALL, List.of()));
    }

    /** A thread of no pool; its id is {@link #THREAD_ID}. */
    public GraphOf thread(String name, String... on) {
        return add(new Named(name, Kind.THREAD, null, 0, null, on.length == 0, Needs.ALL, List.of(on)));
    }

    /** A task in the queue of a pool. */
    public GraphOf task(String name, String pool, int place) {
        return add(new Named(name, Kind.TASK, pool, place, null, false, Needs.ALL, List.of(pool)));
    }

    /** A future that any of these completes. */
    public GraphOf future(String name, String... on) {
        return add(new Named(name, Kind.FUTURE, null, 0, null, on.length == 0, Needs.ANY, List.of(on)));
    }

    public GraphOf lock(String name, String owner) {
        return add(new Named(name, Kind.LOCK, null, 0, null, false, Needs.ALL, List.of(owner)));
    }

    public GraphOf fingerprint(String pool, long print) {
        fingerprint.put(pool, print);
        return this;
    }

    /** How often a thread had begun to wait. */
    public GraphOf begun(long threadId, long times) {
        begun.put(threadId, times);
        return this;
    }

    private GraphOf add(Named node) {
        nodes.add(node);
        return this;
    }

    private static String pool(String worker) {
        return worker.substring(0, worker.lastIndexOf('-'));
    }

    /** The place of a node in the graph. */
    public int index(String name) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).name.equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no node " + name);
    }

    public WaitGraph make() {
        List<Node> made = new ArrayList<>();
        for (Named n : nodes) {
            boolean worker = n.kind == Kind.THREAD && n.poolId != null;
            long thread = worker
                    ? PoolOf.threadId(pool(n.name), Integer.parseInt(n.name.substring(n.name.lastIndexOf('-') + 1)))
                    : n.kind == Kind.THREAD ? THREAD_ID : 0;
            made.add(new Node(
                    n.kind,
                    n.name,
                    n.poolId,
                    thread,
                    n.place,
                    n.site,
                    null,
                    n.free,
                    n.free ? "free" : null,
                    n.needs,
                    n.on.stream().map(this::index).toList()));
        }
        return new WaitGraph(made, Map.copyOf(fingerprint), Map.copyOf(begun));
    }
}
