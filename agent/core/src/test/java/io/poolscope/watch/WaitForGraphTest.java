package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitGraph.Kind;
import io.poolscope.tests.waits.Deadlocks;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Deadlocks and what only looks like one, on real pools: which pools the graph proves stuck. */
class WaitForGraphTest extends StuckPools {
    @Test
    void aTaskThatWaitsForItsOwnPoolOfOne() throws Exception {
        ExecutorService p = fixed(1);
        Deadlocks.submitAndGet(p, () -> null, p, () -> "inner");
        WaitGraph graph = stuckGraph(0);
        assertThat(graph.fingerprint()).containsOnlyKeys("p0");
        assertThat(graph.nodes())
                .filteredOn(n -> n.kind() == Kind.TASK)
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.place()).isEqualTo(1);
                    assertThat(task.label()).startsWith("io.poolscope.watch.WaitForGraphTest");
                });
        driver.sample();
        assertThat(driver.graph().fingerprint()).isEqualTo(graph.fingerprint());
    }

    @Test
    void threeTasksThatWaitForTheirPoolOfThree() throws Exception {
        ExecutorService p = fixed(3);
        CyclicBarrier together = new CyclicBarrier(3);
        for (int i = 0; i < 3; i++) {
            Deadlocks.submitAndGet(p, together::await, p, () -> "inner");
        }
        stuckGraph(0);
    }

    @Test
    void notWhileAnotherWorkerSleeps() throws Exception {
        ExecutorService p = fixed(2);
        p.execute(() -> Deadlocks.quietly(() -> {
            Thread.sleep(3_600_000);
            return null;
        }));
        Deadlocks.submitAndGet(p, () -> null, p, () -> never.await(1, TimeUnit.HOURS));
        p.execute(() -> Deadlocks.quietly(() -> never.await(1, TimeUnit.HOURS)));
        WaitGraph graph = graph(2);
        assertThat(graph.nodes()).isNotEmpty();
        assertNotStuck(graph, 0);
    }

    @Test
    void aCompletableFutureOfTheSamePool() throws Exception {
        Deadlocks.supplyAndJoin(fixed(1));
        stuckGraph(0);
    }

    @Test
    void aChainOfStages() throws Exception {
        Deadlocks.chainAndJoin(fixed(1));
        stuckGraph(0);
    }

    @Test
    void anAsynchronousStageInTheQueue() throws Exception {
        Deadlocks.thenAsyncAndJoin(fixed(1));
        stuckGraph(0);
    }

    @Test
    void allOfOneStuckAndOneUnknown() throws Exception {
        Deadlocks.allOfAndJoin(fixed(1));
        stuckGraph(0);
    }

    @Test
    void aCombinationNeedsBoth() throws Exception {
        Deadlocks.combineAndJoin(fixed(1), promise);
        stuckGraph(0);
    }

    @Test
    void notWhereEitherWillDo() throws Exception {
        Deadlocks.eitherAndJoin(fixed(1), promise);
        assertNotStuck(graph(1), 0);
    }

    @Test
    void notWhereAnyWillDo() throws Exception {
        Deadlocks.anyOfAndJoin(fixed(1), promise);
        assertNotStuck(graph(1), 0);
    }

    @Test
    void anyOfSeveralThatAreAllStuck() throws Exception {
        ExecutorService p = fixed(1);
        p.execute(() -> CompletableFuture.anyOf(
                        CompletableFuture.supplyAsync(() -> "a", p), CompletableFuture.supplyAsync(() -> "b", p))
                .join());
        stuckGraph(0);
    }

    @Test
    void notWithATimeLimitOnTheFuture() throws Exception {
        Deadlocks.joinWithLimit(fixed(1));
        WaitGraph graph = graph(1);
        assertNotStuck(graph, 0);
        assertThat(graph.nodes()).anyMatch(n -> "it has a time limit".equals(n.why()));
    }

    @Test
    void notWithATimeLimitOnTheWait() throws Exception {
        Deadlocks.submitAndGetTimed(fixed(1));
        assertNotStuck(graph(1), 0);
    }

    @Test
    void notForAPromiseOfUnknownOrigin() throws Exception {
        Deadlocks.joinPromise(fixed(1), promise);
        WaitGraph graph = graph(1);
        assertThat(graph.nodes()).isNotEmpty();
        assertNotStuck(graph, 0);
    }

    @Test
    void twoPoolsThatWaitForEachOther() throws Exception {
        ExecutorService a = fixed(1);
        ExecutorService b = fixed(1);
        CyclicBarrier together = new CyclicBarrier(2);
        Deadlocks.submitAndGet(a, together::await, b, () -> "inner");
        Deadlocks.submitAndGet(b, together::await, a, () -> "inner");
        WaitGraph graph = stuckGraph(0, 1);
        assertThat(graph.fingerprint()).containsOnlyKeys("p0", "p1");
    }

    @Test
    void notWhereTheInnerTaskRunsElsewhere() throws Exception {
        ExecutorService a = fixed(1);
        ExecutorService b = fixed(1);
        Deadlocks.submitAndGet(a, () -> null, b, () -> never.await(1, TimeUnit.HOURS));
        WaitGraph graph = graph(1, 1);
        assertNotStuck(graph, 0);
        assertNotStuck(graph, 1);
    }

    @Test
    void invokeAllInItsOwnPool() throws Exception {
        Deadlocks.invokeAll(fixed(1));
        stuckGraph(0);
    }

    @Test
    void notInAPoolThatCanGrow() throws Exception {
        ExecutorService p = add("P0", new ThreadPoolExecutor(1, 4, 1, TimeUnit.MINUTES, new SynchronousQueue<>()));
        Deadlocks.submitAndGet(p, () -> null, p, () -> never.await(1, TimeUnit.HOURS));
        assertNotStuck(graph(2), 0);
    }

    @Test
    void notThroughACompletionQueue() throws Exception {
        Deadlocks.takeFromService(fixed(1));
        assertNotStuck(graph(1), 0);
    }

    @Test
    void theFutureOfACompletionService() throws Exception {
        Deadlocks.getFromService(fixed(1));
        stuckGraph(0);
    }

    @Test
    void scheduledTasksThatWaitForTheirOwnScheduler() throws Exception {
        ExecutorService p = add("P0", Executors.newScheduledThreadPool(1));
        Deadlocks.supplyAndJoin(p);
        stuckGraph(0);
    }

    @Test
    void aMonitorInTheMiddle() throws Exception {
        ExecutorService p = fixed(2);
        Object lock = new Object();
        CountDownLatch entered = new CountDownLatch(1);
        Deadlocks.enterMonitor(p, lock, entered);
        Deadlocks.waitWithMonitor(p, lock, entered);
        WaitGraph graph = stuckGraph(0);
        assertThat(graph.nodes())
                .anyMatch(n -> n.kind() == Kind.LOCK && n.label().startsWith("java.lang.Object@"));
    }

    @Test
    void aReentrantLockInTheMiddle() throws Exception {
        ExecutorService p = fixed(2);
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch entered = new CountDownLatch(1);
        Deadlocks.enterLock(p, lock, entered);
        Deadlocks.waitWithLock(p, lock, entered);
        stuckGraph(0);
    }

    @Test
    void notWhereAThreadOfNoPoolHoldsTheLockAndRuns() throws Exception {
        ExecutorService p = fixed(1);
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        try {
            Deadlocks.enterLock(p, lock, new CountDownLatch(0));
            WaitGraph graph = graph(1);
            assertThat(graph.nodes()).anyMatch(n -> n.kind() == Kind.LOCK);
            assertNotStuck(graph, 0);
        } finally {
            lock.unlock();
        }
    }

    @Test
    void aThreadOfNoPoolThatHoldsTheLockAndWaitsForThePool() throws Exception {
        ExecutorService p = fixed(1);
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch locked = new CountDownLatch(1);
        Thread other = new Thread(() -> Deadlocks.quietly(() -> {
            lock.lock();
            locked.countDown();
            Deadlocks.enterLock(p, lock, new CountDownLatch(0));
            return p.submit(() -> "inner").get();
        }));
        other.setDaemon(true);
        other.start();
        locked.await();
        driver.until("the other waits", () -> other.getState() == Thread.State.WAITING);
        stuckGraph(0);
        other.interrupt();
    }

    /** The pool goes on with its other worker. */
    @Test
    void aThreadOfNoPoolThatWaitsForAWorkerThatWantsItsLock() throws Exception {
        WaitGraph graph = behindHolder(Future::get);
        assertThat(stuck(graph, Kind.THREAD, "holder")).isTrue();
        assertThat(graph.nodes()).anyMatch(node -> node.kind() == Kind.THREAD && node.poolId() != null);
        assertThat(graph.begun()).hasSize(2);
        driver.sample();
        assertThat(driver.graph().begun()).isEqualTo(graph.begun());
    }

    @Test
    void notIfItsWaitHasATimeLimit() throws Exception {
        WaitGraph graph = behindHolder(task -> task.get(1, TimeUnit.HOURS));
        assertThat(graph.nodes()).anyMatch(node -> node.label().equals("holder"));
        assertThat(stuck(graph, Kind.THREAD, "holder")).isFalse();
    }

    private interface Awaiting {
        void await(Future<?> task) throws Exception;
    }

    /** A thread of no pool holds a lock and awaits a task that wants it, on one of two workers. */
    private WaitGraph behindHolder(Awaiting awaiting) throws Exception {
        ExecutorService p = fixed(2);
        p.submit(() -> "warm").get();
        p.submit(() -> "warm").get();
        ReentrantLock lock = new ReentrantLock();
        Thread holder = new Thread(
                () -> Deadlocks.quietly(() -> {
                    lock.lock();
                    awaiting.await(p.submit(lock::lock));
                    return null;
                }),
                "holder");
        holder.setDaemon(true);
        holder.start();
        driver.until("the holder waits", () -> holder.getState().name().endsWith("WAITING"));
        return graph(1);
    }

    @Test
    void aForkJoinPoolIsNotCompensatedForAFutureTask() throws Exception {
        ExecutorService p = add("P0", new ForkJoinPool(1));
        ExecutorService q = fixed(1);
        // No barrier: its condition would make the pool add a worker, and a latch does not.
        CountDownLatch together = new CountDownLatch(2);
        Deadlocks.submitAndGet(p, () -> meet(together), q, () -> "inner");
        q.execute(() -> Deadlocks.quietly(() -> {
            meet(together);
            return CompletableFuture.supplyAsync(() -> "inner", p).join();
        }));
        WaitGraph graph = stuckGraph(0, 1);
    }

    @Test
    void notAForkJoinPoolThatIsCompensated() throws Exception {
        // No worker more than one, so that no spare one is idle; whether it may add one is not looked into.
        ExecutorService p = add(
                "P0",
                new ForkJoinPool(
                        1,
                        ForkJoinPool.defaultForkJoinWorkerThreadFactory,
                        null,
                        false,
                        1,
                        1,
                        0,
                        saturated -> true,
                        1,
                        TimeUnit.MINUTES));
        ExecutorService q = fixed(1);
        CountDownLatch together = new CountDownLatch(2);
        p.execute(() -> Deadlocks.quietly(() -> {
            meet(together);
            return CompletableFuture.supplyAsync(() -> "inner", q).join();
        }));
        q.execute(() -> Deadlocks.quietly(() -> {
            meet(together);
            return CompletableFuture.supplyAsync(() -> "inner", p).join();
        }));
        driver.until(
                "both wait for a future",
                () -> driver.pools.stream()
                        .allMatch(pool ->
                                pool.workers.stream().anyMatch(w -> w.kind == io.poolscope.snapshot.BlockKind.FUTURE)));
        assertNotStuck(graph(1, 1), 0);
    }

    @Test
    void noGraphWhileAWorkerIsIdle() throws Exception {
        ExecutorService p = fixed(2);
        p.submit(() -> "warm").get();
        p.submit(() -> "warm").get();
        Deadlocks.joinPromise(p, promise);
        driver.until("one blocked, one idle", () -> driver.located(pool(0)) == 1 && pool(0).idleNow() == 1);
        assertThat(driver.graph()).isEqualTo(WaitGraph.EMPTY);
    }
}
