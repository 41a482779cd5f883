package io.poolscope.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.PoolVerdict.Cause;
import io.poolscope.finding.PoolVerdict.State;
import io.poolscope.finding.Severity;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolStarvationTest {
    private static final CodeLocation JOIN = Snapshots.at("PriceService", "price", 88);
    private static final CodeLocation CREATE = Snapshots.at("OrderController", "create", 41);

    /** 14 of 16 workers blocked, the oldest task 3.2 s old. */
    private static PoolOf starved() {
        return PoolOf.name("orders")
                .task("com.acme.orders.OrderJob", CREATE)
                .blocked(
                        14, WaitOf.join(JOIN).open(1500).runningIn("com.acme.orders.TaxLookup", "pricing", "pricing-1"))
                .running(2)
                .fixed(16)
                .queue(212, 3200);
    }

    private static Assessment afterThree(PoolOf pool) {
        return Snapshots.judged(Snapshots.times(3, look -> Snapshots.look(look).pool(pool)));
    }

    @Test
    void namesTheCauseWhatItWaitsForAndWhoHasIt() {
        Assessment last = afterThree(starved());
        assertThat(last.verdicts()).containsEntry("orders", new PoolVerdict(State.STARVED, Cause.BLOCKED));
        Finding finding = last.findings().get(0);
        assertThat(finding.rule()).isEqualTo("pool-starvation");
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.proved()).isFalse();
        assertThat(finding.site()).isEqualTo(JOIN);
        assertThat(finding.title())
                .isEqualTo(
                        "14 of 16 workers of orders wait in CompletableFuture.join at PriceService.java:88; 212 tasks"
                                + " behind them, the oldest for 3.2 s");
        assertThat(Snapshots.body(finding))
                .containsExactly(
                        "no worker of orders is free: 14 of 16 workers wait inside a task, most of all for"
                                + " com.acme.orders.TaxLookup, running on pricing-1",
                        "queue 212, oldest 3.2 s; size 16 of core 16: cannot grow",
                        "14 x CompletableFuture.join at com.acme.orders.PriceService.price(PriceService.java:88)",
                        "     task      com.acme.orders.OrderJob, submitted at OrderController.create(OrderController.java:41)",
                        "     waits for com.acme.orders.TaxLookup, running on pricing-1",
                        "these workers used 0.0 s CPU in 3.2 s; no GC pause over 20 ms",
                        "fix: return the CompletableFuture from PriceService.price and compose (thenCompose, thenCombine)"
                                + " instead of join at PriceService.java:88; until then give join a time limit");
    }

    @Test
    void silentBeforeTheThirdLook() {
        Assessment second =
                Snapshots.judged(Snapshots.times(2, look -> Snapshots.look(look).pool(starved())));
        assertThat(second.findings()).isEmpty();
        assertThat(second.verdicts()).containsEntry("orders", new PoolVerdict(State.SATURATED, Cause.BLOCKED));
        assertThat(second.notEvaluated())
                .contains(new Assessment.NotEvaluated("pool-starvation", "needs 3 looks, has 2 so far"));
    }

    @Test
    void silentJustBelowEachThreshold() {
        assertSilent(starved().queue(212, 999));
        assertSilent(starved().idle(1));
        assertSilent(starved().running(13));
        assertSilent(starved().meanIdle(3));
        assertThat(afterThree(starved().running(12)).findings()).hasSize(1);
    }

    @Test
    void silentForADeepQueueOfABusyPool() {
        PoolOf busy = PoolOf.name("orders")
                .running(16)
                .fixed(16)
                .queue(5000, 4000)
                .cpuShare(0.5)
                .flow(500, 500);
        assertSilent(busy);
        assertThat(afterThree(busy).verdicts()).containsEntry("orders", new PoolVerdict(State.SATURATED, Cause.CPU));
    }

    @Test
    void runnableWorkersWantTheCpuAlsoWhereOtherProcessesHaveMostOfIt() {
        PoolOf busy = PoolOf.name("orders")
                .running(4)
                .fixed(4)
                .queue(50, 4000)
                .flow(5, 5)
                .cpuShare(0.1);
        Assessment two = Snapshots.judged(
                Snapshots.times(3, look -> Snapshots.look(look).cpus(2).pool(busy)));
        assertThat(two.verdicts()).containsEntry("orders", new PoolVerdict(State.SATURATED, Cause.CPU));
        Assessment sixteen = Snapshots.judged(
                Snapshots.times(3, look -> Snapshots.look(look).cpus(16).pool(busy)));
        assertThat(sixteen.verdicts()).containsEntry("orders", new PoolVerdict(State.SATURATED, Cause.UNDERSIZED));
    }

    @Test
    void silentForAPoolThatIsOnlyTooSmallForShortTasks() {
        // 16 workers, 800 tasks a second: each holds its worker for 17 to 20 ms.
        assertSilent(starved().flow(800, 900));
        assertThat(afterThree(starved().flow(80, 90)).findings()).hasSize(1);
    }

    @Test
    void silentWhileTheJvmStandsStill() {
        Snapshots[] looks =
                Snapshots.times(3, look -> Snapshots.look(look).pool(starved()).paused(look == 2 ? 900 : 0));
        assertThat(Snapshots.judged(looks).findings()).isEmpty();
        Assessment paused = Snapshots.judged(Snapshots.look(1).pool(starved()).paused(900));
        assertThat(paused.verdicts()).containsEntry("orders", new PoolVerdict(State.SATURATED, Cause.PAUSED));
        looks = Snapshots.times(3, look -> Snapshots.look(look).pool(starved()).paused(look == 2 ? 100 : 0));
        assertThat(Snapshots.judged(looks).findings()).hasSize(1);
    }

    @Test
    void silentForABurstThatDrains() {
        Snapshots[] drains =
                Snapshots.times(3, look -> Snapshots.look(look).pool(starved().queue(400 - 100 * look, 1500)));
        assertThat(Snapshots.judged(drains).findings()).isEmpty();
        Snapshots[] hardly =
                Snapshots.times(3, look -> Snapshots.look(look).pool(starved().queue(400 - 2 * look, 1500)));
        assertThat(Snapshots.judged(hardly).findings()).hasSize(1);
    }

    @Test
    void saysLikelyWhereTheShapeSaysSo() {
        CodeLocation submit = Snapshots.at("PriceService", "price", 86);
        List<PoolOf> shapes = List.of(
                PoolOf.name("orders")
                        .blocked(4, WaitOf.join(JOIN).runningIn("com.acme.orders.Tax", "orders", "orders-2")),
                PoolOf.name("orders").blocked(4, WaitOf.join(JOIN)).headFrom(submit),
                PoolOf.name("orders").blocked(4, WaitOf.join(JOIN)).nested(JOIN, "j.u.c.Future.get", 2, 9, null));
        for (PoolOf shape : shapes) {
            Finding finding =
                    afterThree(shape.fixed(4).queue(9, 2000)).findings().get(0);
            assertThat(finding.proved()).isFalse();
            assertThat(finding.details())
                    .contains("likely waits for itself: what these workers wait for needs a worker of orders");
        }
        assertThat(afterThree(starved()).findings().get(0).details()).noneMatch(line -> line.contains("likely"));
    }

    /** The task that would end the waits may stand behind them: nobody knows, and it is worth a look. */
    @Test
    void saysThatWhoEndsTheWaitsMayBeQueued() {
        WaitOf put = WaitOf.of(BlockKind.QUEUE, JOIN).call("java.util.concurrent.ArrayBlockingQueue.put");
        Finding finding = afterThree(
                        PoolOf.name("splits").blocked(4, put).fixed(4).queue(9, 2000))
                .findings()
                .get(0);
        assertThat(finding.details())
                .contains("who ends these waits is not known: if it is one of the 9 tasks in the queue of splits, they"
                        + " never end");
        assertThat(finding.fix())
                .isEqualTo("run what takes from the queue on another executor than splits, and offer at"
                        + " PriceService.java:88 with a time limit");
        Finding one = afterThree(PoolOf.name("mail")
                        .blocked(1, WaitOf.of(BlockKind.SEMAPHORE, JOIN))
                        .fixed(1)
                        .queue(1, 2000))
                .findings()
                .get(0);
        assertThat(one.details())
                .contains("who ends this wait is not known: if it is the task in the queue of mail, it never ends");
        assertThat(afterThree(PoolOf.name("forks")
                                .blocked(4, put)
                                .limits(null, 4, 4)
                                .canGrow()
                                .queue(9, 2000))
                        .findings()
                        .get(0)
                        .details())
                .anyMatch(line -> line.endsWith("they end only if forks adds a worker"));
        for (WaitOf known : List.of(
                put.timed(),
                WaitOf.of(BlockKind.SOCKET, JOIN),
                WaitOf.join(JOIN).runningIn("com.acme.orders.TaxLookup", "pricing", "pricing-1"))) {
            assertThat(afterThree(PoolOf.name("splits")
                                    .blocked(4, known)
                                    .fixed(4)
                                    .queue(9, 2000))
                            .findings()
                            .get(0)
                            .details())
                    .noneMatch(line -> line.startsWith("who ends"));
        }
    }

    @Test
    void saysThatTimedWaitsEnd() {
        PoolOf timed = PoolOf.name("orders")
                .blocked(4, WaitOf.join(JOIN).timed())
                .fixed(4)
                .queue(9, 2000);
        assertThat(afterThree(timed).findings().get(0).details())
                .contains("these waits have a time limit: it may end by itself");
    }

    @Test
    void theSiteThatCostsMostIsTheCauseEvenWhereFewerStandNow() {
        CodeLocation read = Snapshots.at("TaxClient", "call", 12);
        PoolOf pool = PoolOf.name("orders")
                .blocked(3, WaitOf.join(JOIN))
                .blocked(1, WaitOf.of(BlockKind.SOCKET, read))
                .fixed(4)
                .queue(9, 2000);
        Assessment last = Snapshots.judged(Snapshots.times(
                3,
                look -> Snapshots.look(look)
                        .pool(pool)
                        .site("orders", read, BlockKind.SOCKET, false, 90_000, 0, 50, 1)
                        .site("orders", JOIN, 20_000, 50, 3)));
        Finding finding = last.findings().get(0);
        assertThat(finding.site()).isEqualTo(read);
        assertThat(finding.sites()).containsExactly(1);
        assertThat(finding.fix())
                .isEqualTo("set a read time limit on the connection used at TaxClient.java:12, and move the call to an"
                        + " executor of its own, so that orders keeps free workers");
    }

    @Test
    void oneWorkerIsSpokenOfInTheSingular() {
        PoolOf one = PoolOf.name("mail")
                .blocked(1, WaitOf.of(BlockKind.SLEEP, JOIN).timed())
                .fixed(1)
                .queue(1, 2000);
        Finding finding = afterThree(one).findings().get(0);
        assertThat(finding.title())
                .isEqualTo("the only worker of mail waits for a sleep to end at PriceService.java:88; 1 task behind it,"
                        + " the oldest for 2 s");
    }

    private static void assertSilent(PoolOf pool) {
        assertThat(afterThree(pool).findings()).isEmpty();
    }
}
