package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitGraph.Kind;
import io.poolscope.snapshot.WaitGraph.Needs;
import io.poolscope.snapshot.WaitGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pools that are brought into a wait, and their graph: what tests of the graph have in common. */
@Timeout(180)
@ExtendWith(OpenedJdk.class)
abstract class StuckPools {
    final WaitsDriver driver = new WaitsDriver();
    final List<ExecutorService> executors = new ArrayList<>();
    final CountDownLatch never = new CountDownLatch(1);
    final CompletableFuture<String> promise = new CompletableFuture<>();

    @AfterEach
    void end() throws InterruptedException {
        never.countDown();
        promise.complete("end");
        for (ExecutorService executor : executors) {
            executor.shutdownNow().forEach(task -> {
                // What was queued behind a worker that no interrupt wakes frees it when it runs.
                task.run();
            });
        }
    }

    final ExecutorService fixed(int size) {
        return add("P" + executors.size(), Executors.newFixedThreadPool(size));
    }

    final ExecutorService add(String name, ExecutorService executor) {
        executors.add(executor);
        driver.pool(name, executor);
        return executor;
    }

    final Pool pool(int index) {
        return driver.pools.get(index);
    }

    /** Waits until so many workers are blocked with a known stack, and gives the graph. */
    final WaitGraph graph(int... blocked) throws InterruptedException {
        driver.until("blocked workers", () -> {
            for (int i = 0; i < blocked.length; i++) {
                if (driver.located(pool(i)) < blocked[i]) {
                    return false;
                }
            }
            return true;
        });
        return driver.graph();
    }

    /** Waits until all these pools are stuck in one and the same graph. */
    final WaitGraph stuckGraph(int... pools) throws InterruptedException {
        driver.until("stuck", () -> {
            WaitGraph graph = driver.graph();
            for (int pool : pools) {
                if (!stuck(graph, pool)) {
                    return false;
                }
            }
            return true;
        });
        return driver.graph();
    }

    final void assertNotStuck(WaitGraph graph, int poolIndex) {
        assertThat(graph.nodes())
                .anyMatch(n -> n.kind() == Kind.POOL && pool(poolIndex).id.equals(n.poolId()));
        assertThat(stuck(graph, poolIndex)).isFalse();
    }

    /** Whether the pool is in the graph, and stuck. */
    final boolean stuck(WaitGraph graph, int poolIndex) {
        return stuck(
                graph, node -> node.kind() == Kind.POOL && pool(poolIndex).id.equals(node.poolId()));
    }

    static boolean stuck(WaitGraph graph, Kind kind, String label) {
        return stuck(graph, node -> node.kind() == kind && node.label().equals(label));
    }

    /** The least fixed point of "can progress"; what is not in it is stuck. */
    private static boolean stuck(WaitGraph graph, Predicate<Node> which) {
        boolean[] moves = new boolean[graph.nodes().size()];
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int i = 0; i < moves.length; i++) {
                Node node = graph.nodes().get(i);
                boolean all = !node.on().isEmpty() && node.on().stream().allMatch(on -> moves[on]);
                boolean any = node.on().stream().anyMatch(on -> moves[on]);
                if (!moves[i] && (node.free() || (node.needs() == Needs.ALL ? all : any))) {
                    moves[i] = true;
                    changed = true;
                }
            }
        }
        for (int i = 0; i < moves.length; i++) {
            if (which.test(graph.nodes().get(i))) {
                return !moves[i];
            }
        }
        return false;
    }

    static boolean meet(CountDownLatch latch) throws InterruptedException {
        latch.countDown();
        latch.await();
        return true;
    }
}
