package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Finding;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.OutsideHolder;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockHeldWhileWaitingTest {
    private static final CodeLocation LOAD = Snapshots.at("PriceCache", "load", 30);
    private static final CodeLocation ENTER = Snapshots.at("PriceCache", "get", 20);
    private static final String CACHE = "com.acme.orders.PriceCache";
    private static final WaitOf MAIN = WaitOf.join(LOAD).holding(CACHE, ENTER, "orders-1");
    private static final WaitOf WORKER = WaitOf.monitor(ENTER, CACHE, "main");
    private static final long ORDERS_1 = PoolOf.threadId("orders", 1);

    private static List<Finding> findings(PoolOf pool) {
        return Snapshots.judged(Snapshots.look(1).pool(pool)).findings();
    }

    private static PoolOf holder(WaitOf wait) {
        return PoolOf.name("orders").blocked(1, wait).idle(3).fixed(4);
    }

    @Test
    void warningForALockOfTheApplicationCriticalWithAWorkerBehind() {
        assertThat(findings(holder(WaitOf.join(LOAD).open(50).holding(CACHE, ENTER))))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
        assertThat(findings(holder(WaitOf.join(LOAD).open(49).holding(CACHE, ENTER))))
                .isEmpty();
        assertThat(findings(holder(WaitOf.join(LOAD).open(50).holding(CACHE, ENTER, "orders-2"))))
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL);
    }

    @Test
    void silentForLocksOfOthersWhileNobodyStandsBehind() {
        assertThat(findings(holder(
                        WaitOf.of(BlockKind.SOCKET, LOAD).holding("sun.nio.ch.SocketAdaptor", null, false, false))))
                .isEmpty();
        assertThat(findings(holder(WaitOf.of(BlockKind.SOCKET, LOAD)
                        .holding("sun.nio.ch.SocketAdaptor", null, false, false, "orders-2"))))
                .hasSize(1);
    }

    @Test
    void silentForALockThatTheWaitGivesUpAndForAWorkerThatIsALock() {
        assertThat(findings(
                        holder(WaitOf.of(BlockKind.OBJECT_WAIT, LOAD).holding(CACHE, ENTER, true, true, "orders-2"))))
                .isEmpty();
        assertThat(findings(holder(WaitOf.join(LOAD).holding("java.util.concurrent.ThreadPoolExecutor$Worker", ENTER))))
                .isEmpty();
    }

    @Test
    void tellsHolderLockAndThoseBehind() {
        PoolOf pool = PoolOf.name("orders")
                .blocked(1, WaitOf.join(LOAD).open(340).holding(CACHE, ENTER, "orders-2", "orders-3"))
                .blocked(2, WaitOf.monitor(ENTER, CACHE, "orders-1"))
                .idle(1)
                .fixed(4);
        Finding finding = findings(pool).get(0);
        assertThat(finding.title())
                .isEqualTo(
                        "orders-1 of orders holds a lock (PriceCache) and has waited 340 ms in CompletableFuture.join at"
                                + " PriceCache.java:30; 2 workers wait behind it");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "orders-1 of orders (4 workers) holds com.acme.orders.PriceCache@1b2c, taken in"
                                + " PriceCache.get",
                        "and has waited 340 ms in CompletableFuture.join at"
                                + " com.acme.orders.PriceCache.load(PriceCache.java:30)",
                        "behind it: orders-2 and orders-3 (2 of 4 workers of orders)",
                        "fix: wait before taking the lock in PriceCache.get or after releasing it, not in between:"
                                + " move the wait at PriceCache.java:30 out of it; until then give it a time limit");
    }

    /** A holder waits for a computation that another worker does; everybody else waits for the holder. */
    @Test
    void countsThoseBehindAWorkerThatWaitsForTheLock() {
        PoolOf loader = PoolOf.name("loader")
                .blocked(1, WaitOf.join(LOAD).open(900).holding("java.util.Bin", ENTER, "orders-1"))
                .fixed(1);
        PoolOf orders = PoolOf.name("orders")
                .blocked(
                        1,
                        WaitOf.monitor(ENTER, "java.util.Bin", "loader-1")
                                .holding(CACHE, ENTER, "orders-2", "orders-3"))
                .blocked(2, WaitOf.monitor(ENTER, CACHE, "orders-1"))
                .fixed(3);
        List<Finding> findings =
                Snapshots.judged(Snapshots.look(1).pool(loader).pool(orders)).findings();
        assertThat(findings).extracting(Finding::pool).containsExactly("loader");
        assertThat(findings.get(0).title()).endsWith("; 1 worker waits behind it, and 2 behind those who do");
        assertThat(findings.get(0).details())
                .contains("     and behind orders-1, which holds a lock itself: 2 workers");
    }

    /** Who has the permits is not known, and it may be a task that stands behind all of them. */
    @Test
    void saysThatWhoEndsTheWaitMayBeQueued() {
        WaitOf permit = WaitOf.of(BlockKind.SEMAPHORE, LOAD)
                .call("java.util.concurrent.Semaphore.acquire")
                .open(5000)
                .holding(CACHE, ENTER, "orders-2");
        PoolOf pool = PoolOf.name("orders")
                .blocked(1, permit)
                .blocked(1, WaitOf.monitor(ENTER, CACHE, "orders-1"))
                .fixed(2);
        String line = "who ends this wait is not known: if it is the task in the queue of orders, it never ends";
        assertThat(findings(pool.queue(1, 4000)).get(0).details()).contains(line);
        assertThat(findings(pool.idle(1)).get(0).details()).doesNotContain(line);
    }

    /** The lock is the story: the stand of the pool behind it is told with it, and nothing beside it. */
    @Test
    void explainsTheStarvationBehindTheLock() {
        PoolOf pool = PoolOf.name("orders")
                .blocked(1, WaitOf.join(LOAD).open(5000).holding(CACHE, ENTER, "orders-2", "orders-3", "orders-4"))
                .blocked(3, WaitOf.monitor(ENTER, CACHE, "orders-1"))
                .fixed(4)
                .queue(50, 4000);
        List<Finding> findings = Snapshots.judged(Snapshots.times(
                        12, look -> Snapshots.look(look).pool(pool).site("orders", LOAD, 12_000, 4, 1)))
                .findings();
        assertThat(findings).extracting(Finding::rule).containsExactly("lock-held-while-waiting");
        assertThat(findings.get(0).evidence())
                .containsEntry("also", List.of("blocking-wait", "pool-starvation", "slow-queue"));
    }

    /** A holder that has only just come is below 50 ms at one look in many: no other finding may open meanwhile. */
    @Test
    void stillExplainsAtALookThatMissedTheHolder() {
        Snapshots[] looks = Snapshots.times(8, look -> {
            WaitOf wait = WaitOf.join(LOAD).open(look % 3 == 0 ? 10 : 200);
            return Snapshots.look(look)
                    .pool(PoolOf.name("orders")
                            .blocked(1, wait.holding(CACHE, ENTER, "orders-2", "orders-3", "orders-4"))
                            .blocked(3, WaitOf.monitor(ENTER, CACHE, "orders-1"))
                            .fixed(4)
                            .queue(50, 4000));
        });
        Judge judge = new Judge(RuleSettings.defaults());
        for (Snapshots look : looks) {
            assertThat(judge.assess(look.take()).findings())
                    .extracting(Finding::rule)
                    .containsExactly("lock-held-while-waiting");
        }
    }

    /** A chain of locks is told at its end. */
    @Test
    void ofAChainOfLocksTheLastHolderIsTheFinding() {
        CodeLocation middle = Snapshots.at("Middle", "step", 5);
        PoolOf pool = PoolOf.name("orders")
                .blocked(1, WaitOf.join(LOAD).holding(CACHE, ENTER, "orders-2"))
                .blocked(1, WaitOf.monitor(middle, CACHE, "orders-1").holding("com.acme.Other", middle, "orders-3"))
                .blocked(1, WaitOf.monitor(Snapshots.at("Last", "step", 6), "com.acme.Other", "orders-2"))
                .idle(1)
                .fixed(4);
        List<Finding> findings = findings(pool);
        assertThat(findings).extracting(Finding::site).containsExactly(LOAD);
        assertThat(findings.get(0).evidence()).containsEntry("also", List.of("lock-held-while-waiting"));
    }

    private static Snapshots behindMain(int look, WaitOf main, WaitOf worker, GraphOf graph) {
        PoolOf orders = PoolOf.name("orders").blocked(1, worker).idle(3).fixed(4);
        OutsideHolder holder = new OutsideHolder("main", GraphOf.THREAD_ID, main.make());
        return Snapshots.look(look).pool(orders).fact(holder).graph(graph.make());
    }

    /** Main waits for a result that orders-1 must give, and that for the lock of main. */
    private static GraphOf circle() {
        return new GraphOf()
                .thread("main", "result")
                .future("result", "orders-1")
                .worker("orders-1", ENTER, CACHE)
                .lock(CACHE, "main");
    }

    private static Finding inTwoLooks(GraphOf before, GraphOf now) {
        List<Finding> findings = Snapshots.judged(behindMain(1, MAIN, WORKER, before), behindMain(2, MAIN, WORKER, now))
                .findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    /** The pool has idle workers, so it is no deadlock of the pool; but these two threads never go on. */
    @Test
    void provesThatAThreadOfNoPoolAndAWorkerWaitForEachOther() {
        GraphOf graph = circle().begun(GraphOf.THREAD_ID, 7).begun(ORDERS_1, 9);
        Finding finding = inTwoLooks(graph, graph);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.pool()).isEqualTo("orders");
        assertThat(finding.proved()).isTrue();
        assertThat(finding.chain())
                .containsExactly(
                        "main waits in CompletableFuture.join at PriceCache.load(PriceCache.java:30) for a result that"
                                + " orders-1 must provide",
                        "orders-1 waits at PriceCache.get(PriceCache.java:20) for the lock com.acme.orders.PriceCache,"
                                + " which main holds");
        assertThat(finding.title())
                .isEqualTo("main holds a lock (PriceCache) and has waited 1 s in CompletableFuture.join at"
                        + " PriceCache.java:30; 1 worker waits behind it");
        assertThat(finding.details())
                .contains("main, a thread of no pool, holds com.acme.orders.PriceCache@1b2c, taken in PriceCache.get")
                .anyMatch(line -> line.startsWith("it never ends: main waits in CompletableFuture.join"));
    }

    @Test
    void provesNothingFromOneLookOrWhereAThreadBeganAnotherWait() {
        GraphOf graph = circle().begun(GraphOf.THREAD_ID, 7).begun(ORDERS_1, 9);
        assertThat(Snapshots.judged(behindMain(1, MAIN, WORKER, graph)).findings())
                .extracting(Finding::proved)
                .containsExactly(false);
        for (GraphOf before : List.of(
                circle().begun(GraphOf.THREAD_ID, 6).begun(ORDERS_1, 9),
                circle().begun(GraphOf.THREAD_ID, 7).begun(ORDERS_1, 8),
                circle().begun(GraphOf.THREAD_ID, 7),
                new GraphOf())) {
            assertThat(inTwoLooks(before, graph).proved()).isFalse();
        }
        GraphOf uncounted = circle().begun(GraphOf.THREAD_ID, 7);
        assertThat(inTwoLooks(uncounted, uncounted).proved()).isFalse();
    }

    @Test
    void provesNothingWhereAnotherMayCompleteTheResult() {
        GraphOf graph = new GraphOf()
                .thread("main", "result")
                .future("result", "orders-1", "orders-2")
                .freeWorker("orders-2")
                .worker("orders-1", ENTER, CACHE)
                .lock(CACHE, "main")
                .begun(GraphOf.THREAD_ID, 7)
                .begun(ORDERS_1, 9);
        assertThat(inTwoLooks(graph, graph).proved()).isFalse();
    }

    /** Two workers that take two locks in two orders. */
    @Test
    void provesThatTwoWorkersHoldWhatTheOtherWants() {
        String index = "com.acme.orders.PriceIndex";
        PoolOf pool = PoolOf.name("orders")
                .blocked(1, WaitOf.monitor(LOAD, index, "orders-2").holding(CACHE, ENTER, "orders-2"))
                .blocked(1, WaitOf.monitor(ENTER, CACHE, "orders-1").holding(index, LOAD, "orders-1"))
                .idle(2)
                .fixed(4);
        GraphOf graph = new GraphOf()
                .worker("orders-1", LOAD, index)
                .worker("orders-2", ENTER, CACHE)
                .lock(index, "orders-2")
                .lock(CACHE, "orders-1")
                .begun(ORDERS_1, 3)
                .begun(PoolOf.threadId("orders", 2), 5);
        List<Finding> findings = Snapshots.judged(Snapshots.times(
                        2, look -> Snapshots.look(look).pool(pool).graph(graph.make())))
                .findings();
        assertThat(findings)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.proved()).isTrue());
    }

    @Test
    void silentForAThreadOfNoPoolWithNobodyBehind() {
        WaitOf main = WaitOf.join(LOAD).holding(CACHE, ENTER);
        WaitOf other = WaitOf.monitor(ENTER, CACHE, "another");
        assertThat(Snapshots.judged(behindMain(1, main, other, new GraphOf())).findings())
                .isEmpty();
    }
}
