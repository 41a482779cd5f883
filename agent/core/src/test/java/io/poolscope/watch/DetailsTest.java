package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.bootstrap.TaskTimes;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot.NestedWait;
import io.poolscope.snapshot.PoolSnapshot.Refusal;
import io.poolscope.snapshot.PoolSnapshot.TaskType;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitSite;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tables of what was seen in the window. */
@ExtendWith(OpenedJdk.class)
class DetailsTest {
    private static final CodeLocation SITE = new CodeLocation("com.acme.Orders", "submit", "Orders.java", 41);
    private static final CodeLocation OTHER_SITE = new CodeLocation("com.acme.Orders", "retry", "Orders.java", 77);

    @Test
    void refusalsShareOutTheExactCount() {
        Refusals refusals = new Refusals(60);
        for (int i = 0; i < 3; i++) {
            refusals.seen(SITE, "com.acme.Job", null, 5);
        }
        refusals.seen(OTHER_SITE, "com.acme.Job", null, 5);
        assertThat(Refusals.sum(List.of(refusals), 400, 6))
                .extracting(Refusal::site, Refusal::count)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(SITE, 300L),
                        org.assertj.core.groups.Tuple.tuple(OTHER_SITE, 100L));
        assertThat(Refusals.sum(List.of(refusals), 0, 500)).isEmpty();
        assertThat(Refusals.sum(List.of(refusals), 2, 500)).containsExactly(new Refusal(null, null, 2, null));
    }

    @Test
    void taskTypesByFrequencyWithTheirPlaceOfSubmission() {
        Submissions submissions = new Submissions();
        submissions.seen("com.acme.Job", SITE, 0);
        TaskTypes types = new TaskTypes(60);
        types.seen("com.acme.Other", 1);
        types.seen("com.acme.Job", 1);
        types.seen("com.acme.Job", 2);
        assertThat(TaskTypes.sum(List.of(types), submissions, 3))
                .containsExactly(new TaskType("com.acme.Job", SITE, 2), new TaskType("com.acme.Other", null, 1));
        for (int i = 0; i < 100; i++) {
            types.seen("com.acme.Job" + i, 3);
        }
        assertThat(types.lost()).isPositive();
        assertThat(TaskTypes.sum(List.of(types), submissions, 3)).hasSize(16);
    }

    @Test
    void aNestedWaitCountsOnce() {
        Pool pool = PoolRowsTest.pool("orders", "p1");
        Worker worker = new Worker(Thread.currentThread(), 1, pool);
        worker.wait = new OpenWait(worker, null, BlockKind.FUTURE, 0, 0);
        Wait wait = wait("orders");
        assertThat(NestedWaits.nested(worker, wait)).isTrue();
        assertThat(NestedWaits.nested(worker, wait("pricing"))).isFalse();
        assertThat(NestedWaits.nested(worker, null)).isFalse();
        pool.nested.seen(worker, wait, 2, 1);
        pool.nested.seen(worker, wait, 4, 2);
        pool.nested.seen(worker, wait, 3, 2);
        assertThat(NestedWaits.sum(List.of(pool.nested), 2))
                .containsExactly(new NestedWait(SITE, "Future.get", 4, 1, null, "com.acme.Tax", null));
        worker.wait = new OpenWait(worker, null, BlockKind.FUTURE, 0, 0);
        pool.nested.seen(worker, wait, 2, 3);
        assertThat(NestedWaits.sum(List.of(pool.nested), 3))
                .extracting(NestedWait::count)
                .containsExactly(2L);
    }

    @Test
    void aLockOfTheOwnPoolIsNoNestedWait() {
        Worker worker = new Worker(Thread.currentThread(), 1, PoolRowsTest.pool("orders", "p1"));
        for (BlockKind kind : List.of(BlockKind.MONITOR, BlockKind.LOCK)) {
            assertThat(NestedWaits.nested(worker, wait(kind, "orders", Awaits.State.HELD, "orders-2")))
                    .isFalse();
        }
        assertThat(NestedWaits.nested(worker, wait(BlockKind.FUTURE, "orders", Awaits.State.UNKNOWN, null)))
                .isFalse();
        assertThat(NestedWaits.nested(worker, wait(BlockKind.FUTURE, "orders", Awaits.State.RUNNING, "orders-2")))
                .isTrue();
    }

    @Test
    void depthCountsWorkersInNestedWaitsAndTheOneThatRunsWhatIsAwaited() {
        Pool pool = PoolRowsTest.pool("orders", "p1");
        for (int i = 0; i < 5; i++) {
            Worker worker = new Worker(new Thread(() -> {}, "orders-" + i), i, pool);
            worker.wait = new OpenWait(worker, null, BlockKind.FUTURE, 0, 0);
            worker.wait.nested = i < 2;
            pool.workers.add(worker);
        }
        assertThat(NestedWaits.depth(pool, wait("orders"))).isEqualTo(2);
        assertThat(NestedWaits.depth(pool, wait(BlockKind.FUTURE, "orders", Awaits.State.RUNNING, "orders-4")))
                .isEqualTo(3);
        assertThat(NestedWaits.depth(pool, wait(BlockKind.FUTURE, "orders", Awaits.State.RUNNING, "orders-1")))
                .as("it waits itself, and is counted already")
                .isEqualTo(2);
    }

    private static Wait wait(@Nullable String runsIn) {
        return wait(BlockKind.FUTURE, runsIn, Awaits.State.QUEUED, null);
    }

    private static Wait wait(BlockKind kind, @Nullable String runsIn, Awaits.State state, @Nullable String owner) {
        Awaits awaits = new Awaits("java.util.concurrent.FutureTask", "com.acme.Tax", runsIn, state, owner, 1, null);
        return new Wait(kind, false, 5, false, SITE, "Future.get", null, true, false, awaits, List.of());
    }

    @Test
    void sitesOfExecutorsThatShareARowAreAddedUp() {
        Pool one = PoolRowsTest.pool("client", "p1");
        Pool other = PoolRowsTest.pool("client", "p2");
        PoolRows.Row row =
                new PoolRows.Row("p1", "client", PoolKind.THREAD_POOL, List.of(one, other), new PoolTotals());
        List<WaitSite> sites = RowNames.sites(
                List.of(
                        site("p1", SITE, 30, 0.6),
                        site("p2", SITE, 50, 0.5),
                        site("p2", OTHER_SITE, 20, 0.2),
                        site("p9", SITE, 99, 1)),
                Map.of("p1", row, "p2", row));
        assertThat(sites)
                .extracting(WaitSite::rank, WaitSite::poolId, WaitSite::site, WaitSite::blockedMs, WaitSite::share)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "p1", SITE, 80.0, 80 / 150.0),
                        org.assertj.core.groups.Tuple.tuple(2, "p1", OTHER_SITE, 20.0, 20 / 150.0));
    }

    private static WaitSite site(String poolId, CodeLocation site, double blockedMs, double share) {
        return new WaitSite(
                1,
                "client",
                poolId,
                BlockKind.FUTURE,
                site,
                null,
                null,
                true,
                1,
                false,
                0,
                null,
                blockedMs,
                0,
                share,
                null,
                List.of(),
                null,
                null);
    }

    @Test
    void exactTimesAreTakenOverOnce() {
        TaskTimes times = new TaskTimes();
        WindowHistogram waits = new WindowHistogram(60);
        WindowHistogram runs = new WindowHistogram(60);
        PoolTotals totals = new PoolTotals();
        TimesRead read = new TimesRead(times);
        long run = 80_000_000;
        times.runs[TaskTimes.bucket(run)] = 3;
        times.runNanos = 3 * run;
        read.takeWaits(waits, totals);
        read.takeRuns(runs, totals);
        read.takeRuns(runs, totals);
        var durations =
                Objects.requireNonNull(WindowHistogram.sum(List.of(runs)).durations());
        assertThat(durations.count()).isEqualTo(3);
        assertThat(totals.read(true).ended()).isEqualTo(3);
        assertThat(totals.read(true).runMs()).isEqualTo(240);
        assertThat(totals.read(true).started()).isZero();
        assertThat(durations.p50()).isBetween(76.0, 84.0);
        assertThat(durations.estimated()).isFalse();
        runs.clear();
        assertThat(WindowHistogram.sum(List.of(runs)).durations()).isNull();
    }
}
