package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolDeadlockTest {
    private static final CodeLocation JOIN = Snapshots.at("PriceService", "price", 88);
    private static final CodeLocation SUBMIT = Snapshots.at("PriceService", "price", 86);
    private static final CodeLocation CREATE = Snapshots.at("OrderController", "create", 41);

    private static PoolOf orders() {
        return PoolOf.name("orders")
                .task("com.acme.orders.OrderJob", CREATE)
                .blocked(
                        16,
                        i -> WaitOf.join(JOIN).open(48_000).queued("com.acme.orders.TaxLookup", "orders", i, SUBMIT))
                .limits(16, 16, 64)
                .queue(212, 47_900)
                .point("2026-11-20T14:02:02Z", 5)
                .point("2026-11-20T14:02:50Z", 0);
    }

    private static GraphOf ordersGraph() {
        String[] workers =
                IntStream.rangeClosed(1, 16).mapToObj(i -> "orders-" + i).toArray(String[]::new);
        GraphOf graph = new GraphOf().pool("orders", workers);
        for (int i = 1; i <= 16; i++) {
            graph.worker("orders-" + i, JOIN, "f" + i)
                    .future("f" + i, "com.acme.orders.TaxLookup#" + i)
                    .task("com.acme.orders.TaxLookup#" + i, "orders", i);
        }
        return graph;
    }

    private static Snapshots stuck(int look) {
        return Snapshots.look(look).pool(orders()).graph(ordersGraph().make());
    }

    /** One look at a worker that waits since before the first look, with a queue whose oldest task is so old. */
    private static String titleOfOneThatBeganBefore(double oldestMs) {
        GraphOf graph = new GraphOf()
                .pool("orders", "orders-1")
                .worker("orders-1", JOIN, "f1")
                .future("f1", "com.acme.orders.TaxLookup#1")
                .task("com.acme.orders.TaxLookup#1", "orders", 1);
        PoolOf pool = PoolOf.name("orders")
                .blocked(
                        1,
                        WaitOf.join(JOIN)
                                .open(5_000)
                                .beganBefore()
                                .queued("com.acme.orders.TaxLookup", "orders", 1, SUBMIT))
                .fixed(1)
                .queue(3, oldestMs);
        return only(Snapshots.judged(
                        Snapshots.look(5).pool(pool).graph(graph.make()),
                        Snapshots.look(6).pool(pool).graph(graph.make())))
                .title();
    }

    @Test
    void whatWasQueuedAtTheFirstLookIsOlderThanSeen() {
        assertThat(titleOfOneThatBeganBefore(5_010)).endsWith("3 tasks wait, the oldest for over 5 s");
        assertThat(titleOfOneThatBeganBefore(2_000)).endsWith("3 tasks wait, the oldest for 2 s");
    }

    @Test
    void readsAsPromised() {
        Finding finding = only(Snapshots.judged(stuck(49), stuck(50)));
        assertThat(finding.rule()).isEqualTo("pool-deadlock");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.proved()).isTrue();
        assertThat(finding.site()).isEqualTo(JOIN);
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "all 16 workers of orders wait, without time limit, for tasks that are queued behind them in orders",
                        "queue 212, oldest 47.9 s; size 16 of core 16, max 64: will not grow, an unbounded queue never refuses a task",
                        "16 x CompletableFuture.join at com.acme.orders.PriceService.price(PriceService.java:88)",
                        "     task      com.acme.orders.OrderJob, submitted at OrderController.create(OrderController.java:41)",
                        "     waits for com.acme.orders.TaxLookup, places 1 to 16 of the queue, submitted at PriceService.java:86",
                        "these workers used 0.0 s CPU in 48 s; no GC pause over 20 ms; last task finished 48 s ago",
                        "fix: run TaxLookup on another executor than orders, or compose with thenCombine or thenCompose"
                                + " instead of join at PriceService.java:88");
        assertThat(finding.title())
                .isEqualTo("all 16 workers of orders wait for tasks that are queued behind them in orders; 212 tasks"
                        + " wait, the oldest for 47.9 s");
        assertThat(finding.chain())
                .startsWith(
                        "orders-1 runs OrderJob and waits in CompletableFuture.join at PriceService.price(PriceService.java:88)"
                                + " for TaxLookup#1",
                        "TaxLookup#1 is at place 1 of the queue of orders");
        assertThat(finding.chain())
                .last()
                .isEqualTo("all 16 workers of orders wait: none can serve its queue (15 of them like one named here)");
    }

    @Test
    void oneLookProvesNothing() {
        Assessment first = Snapshots.judged(stuck(1));
        assertThat(first.findings()).isEmpty();
        assertThat(first.notEvaluated())
                .anySatisfy(rule -> assertThat(rule)
                        .isEqualTo(new Assessment.NotEvaluated("pool-deadlock", "needs 2 looks, has 1 so far")));
        assertThat(Snapshots.judged(stuck(1), stuck(2)).verdicts())
                .containsEntry("orders", new PoolVerdict(PoolVerdict.State.DEADLOCKED, null));
    }

    @Test
    void silentWhereSomethingMovedBetweenTheLooks() {
        Snapshots moved = Snapshots.look(2)
                .pool(orders())
                .graph(ordersGraph().fingerprint("orders", 2).make());
        assertThat(Snapshots.judged(stuck(1), moved).findings()).isEmpty();
        Snapshots completed =
                Snapshots.look(2).pool(orders().flow(1, 0)).graph(ordersGraph().make());
        assertThat(Snapshots.judged(stuck(1), completed).findings()).isEmpty();
    }

    @Test
    void silentWhereThePoolCanGrowOrAWaitHasALimitOrACompleterIsUnknown() {
        GraphOf grows = new GraphOf()
                .growingPool("orders", "orders-1")
                .worker("orders-1", JOIN, "t")
                .task("t", "orders", 1);
        // A timed wait, an unknown completer and a worker that helps or is compensated are free nodes alike.
        GraphOf free = new GraphOf()
                .pool("orders", "orders-1", "orders-2")
                .worker("orders-1", JOIN, "t")
                .freeWorker("orders-2")
                .task("t", "orders", 1);
        for (GraphOf graph : new GraphOf[] {grows, free}) {
            Assessment second = Snapshots.judged(
                    Snapshots.look(1).pool(orders()).graph(graph.make()),
                    Snapshots.look(2).pool(orders()).graph(graph.make()));
            assertThat(second.findings()).isEmpty();
            assertThat(second.verdicts().values())
                    .extracting(PoolVerdict::state)
                    .doesNotContain(PoolVerdict.State.DEADLOCKED);
        }
    }

    @Test
    void poolsThatHoldEachOtherAreOneFindingAndThoseBehindNone() {
        GraphOf graph = new GraphOf()
                .pool("web", "web-1")
                .pool("alpha", "alpha-1")
                .pool("beta", "beta-1")
                .worker("web-1", JOIN, "com.acme.A")
                .worker("alpha-1", JOIN, "com.acme.B")
                .worker("beta-1", SUBMIT, "com.acme.A")
                .task("com.acme.B", "beta", 1)
                .task("com.acme.A", "alpha", 1);
        Snapshots[] looks = Snapshots.times(
                4,
                look -> Snapshots.look(look)
                        .pool(
                                PoolOf.name("web")
                                        .blocked(1, WaitOf.join(JOIN))
                                        .fixed(1)
                                        .queue(3, 5000),
                                PoolOf.name("alpha")
                                        .blocked(1, WaitOf.join(JOIN).queued("com.acme.B", "beta", 1, SUBMIT))
                                        .fixed(1)
                                        .queue(1, 5000),
                                PoolOf.name("beta")
                                        .blocked(1, WaitOf.join(SUBMIT).queued("com.acme.A", "alpha", 1, SUBMIT))
                                        .fixed(1)
                                        .queue(1, 5000))
                        .graph(graph.make()));
        Assessment last = Snapshots.judged(looks);
        Finding finding = only(last);
        assertThat(finding.pool()).isEqualTo("alpha");
        assertThat(finding.title())
                .isEqualTo("the only worker of alpha and the only worker of beta wait for each other; 1 task waits, the"
                        + " oldest for 5 s");
        assertThat(finding.details()).contains("behind it: the only worker of web");
        assertThat(finding.evidence()).containsEntry("also", List.of("pool-starvation"));
        assertThat(finding.chain())
                .containsExactly(
                        "alpha-1 waits in CompletableFuture.join at PriceService.price(PriceService.java:88) for B",
                        "B is at place 1 of the queue of beta",
                        "the only worker of beta waits: none can serve its queue",
                        "beta-1 waits in CompletableFuture.join at PriceService.price(PriceService.java:86) for A",
                        "A is at place 1 of the queue of alpha",
                        "the only worker of alpha waits: none can serve its queue");
        assertThat(last.verdicts().values()).extracting(PoolVerdict::state).containsOnly(PoolVerdict.State.DEADLOCKED);
    }

    /** The line to change is that of the wait which is no lock, in whichever of the pools it is. */
    @Test
    void amongPoolsThatHoldEachOtherTheWaitThatIsNoLockIsNamed() {
        GraphOf graph = new GraphOf()
                .pool("alpha", "alpha-1")
                .pool("beta", "beta-1")
                .worker("alpha-1", JOIN, "com.acme.Bin@1")
                .lock("com.acme.Bin@1", "beta-1")
                .worker("beta-1", SUBMIT, "com.acme.A")
                .task("com.acme.A", "alpha", 1);
        Snapshots[] looks = Snapshots.times(
                2,
                look -> Snapshots.look(look)
                        .pool(
                                PoolOf.name("alpha")
                                        .blocked(1, WaitOf.monitor(JOIN, "com.acme.Bin", "beta-1"))
                                        .fixed(1)
                                        .queue(1, 5000),
                                PoolOf.name("beta")
                                        .blocked(1, WaitOf.join(SUBMIT).queued("com.acme.A", "alpha", 1, SUBMIT))
                                        .fixed(1))
                        .graph(graph.make()));
        Finding finding = only(Snapshots.judged(looks));
        assertThat(finding.pool()).isEqualTo("alpha");
        assertThat(finding.site()).isEqualTo(SUBMIT);
        assertThat(finding.fix())
                .isEqualTo(
                        "run A on another executor than alpha, or compose with thenCombine or thenCompose instead of join"
                                + " at PriceService.java:86");
    }

    @Test
    void locksInACycleOfAllWorkersAreADeadlockWithAnEmptyQueue() {
        GraphOf graph = new GraphOf()
                .pool("bank", "bank-1", "bank-2")
                .worker("bank-1", JOIN, "com.acme.Account@2")
                .worker("bank-2", JOIN, "com.acme.Account@1")
                .lock("com.acme.Account@1", "bank-1")
                .lock("com.acme.Account@2", "bank-2");
        PoolOf pool = PoolOf.name("bank")
                .blocked(1, WaitOf.monitor(JOIN, "com.acme.Account", "bank-2"))
                .blocked(1, WaitOf.monitor(JOIN, "com.acme.Account", "bank-1"))
                .fixed(2);
        Finding finding = only(Snapshots.judged(
                Snapshots.look(1).pool(pool).graph(graph.make()),
                Snapshots.look(2).pool(pool).graph(graph.make())));
        assertThat(Snapshots.body(finding))
                .contains(
                        "both workers of bank wait, without time limit, for locks that they hold from each other",
                        "2 x wait for a monitor at com.acme.orders.PriceService.price(PriceService.java:88)",
                        "fix: take these locks in the same order everywhere (see PriceService.java:88), or take the second"
                                + " with tryLock and a time limit");
        assertThat(finding.chain())
                .containsExactly(
                        "bank-1 waits at PriceService.price(PriceService.java:88) for the lock com.acme.Account@2, which"
                                + " bank-2 holds",
                        "bank-2 waits at PriceService.price(PriceService.java:88) for the lock com.acme.Account@1, which"
                                + " bank-1 holds",
                        "both workers of bank wait");
    }

    @Test
    void locksAndQueuesMixed() {
        GraphOf graph = new GraphOf()
                .pool("orders", "orders-1", "orders-2")
                .worker("orders-1", JOIN, "com.acme.Cache@1")
                .worker("orders-2", SUBMIT, "com.acme.Load")
                .lock("com.acme.Cache@1", "orders-2")
                .task("com.acme.Load", "orders", 1);
        PoolOf pool = PoolOf.name("orders")
                .blocked(1, WaitOf.monitor(JOIN, "com.acme.Cache", "orders-2"))
                .blocked(
                        1,
                        WaitOf.join(SUBMIT)
                                .queued("com.acme.Load", "orders", 1, SUBMIT)
                                .holding("com.acme.Cache", SUBMIT, "orders-1"))
                .fixed(2)
                .queue(1, 900);
        Finding finding = only(Snapshots.judged(
                Snapshots.look(1).pool(pool).graph(graph.make()),
                Snapshots.look(2).pool(pool).graph(graph.make())));
        assertThat(finding.rule()).isEqualTo("pool-deadlock");
        assertThat(finding.details().get(0))
                .isEqualTo(
                        "both workers of orders wait, without time limit, for each other: 1 for another task, 1 for a"
                                + " lock");
        assertThat(finding.evidence()).containsEntry("also", List.of("lock-held-while-waiting"));
    }

    @Test
    void stuckWorkersBesideFreeOnesAreNoDeadlockOfThePool() {
        GraphOf graph = new GraphOf()
                .pool("bank", "bank-1", "bank-2", "bank-3")
                .worker("bank-1", JOIN, "l2")
                .worker("bank-2", JOIN, "l1")
                .freeWorker("bank-3")
                .lock("l1", "bank-1")
                .lock("l2", "bank-2");
        PoolOf pool = PoolOf.name("bank")
                .blocked(2, WaitOf.of(BlockKind.MONITOR, JOIN))
                .running(1)
                .fixed(3);
        assertThat(Snapshots.judged(
                                Snapshots.look(1).pool(pool).graph(graph.make()),
                                Snapshots.look(2).pool(pool).graph(graph.make()))
                        .findings())
                .isEmpty();
    }

    @Test
    void longChainsAreCut() {
        GraphOf graph = new GraphOf();
        String[] workers =
                IntStream.rangeClosed(1, 30).mapToObj(i -> "many-" + i).toArray(String[]::new);
        graph.pool("many", workers);
        for (int i = 1; i <= 30; i++) {
            graph.worker("many-" + i, Snapshots.at("Step", "run", i), "lock" + i)
                    .lock("lock" + i, "many-" + (i % 30 + 1));
        }
        PoolOf pool = PoolOf.name("many")
                .blocked(30, i -> WaitOf.of(BlockKind.MONITOR, Snapshots.at("Step", "run", i)))
                .fixed(30)
                .queue(1, 10);
        Finding finding = only(Snapshots.judged(
                Snapshots.look(1).pool(pool).graph(graph.make()),
                Snapshots.look(2).pool(pool).graph(graph.make())));
        assertThat(finding.chain()).hasSize(Chain.MAX_SENTENCES).last().isEqualTo("and 11 more workers alike");
    }

    private static Finding only(Assessment assessment) {
        assertThat(assessment.findings()).hasSize(1);
        return assessment.findings().get(0);
    }
}
