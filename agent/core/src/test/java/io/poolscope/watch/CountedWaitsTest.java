package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.bootstrap.TaskTimes;
import io.poolscope.bootstrap.Trace;
import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.tests.waits.Deadlocks;
import io.poolscope.tests.waits.Traced;
import java.lang.reflect.Constructor;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the probes counted, written here by hand: exact sums, and nothing charged twice. */
@Timeout(180)
@ExtendWith(OpenedJdk.class)
class CountedWaitsTest {
    private static final long MILLI = 1_000_000L;

    private final WaitsDriver driver = new WaitsDriver();
    private final ExecutorService executor = Executors.newFixedThreadPool(1);
    private final CompletableFuture<String> promise = new CompletableFuture<>();
    private Pool pool;
    private Worker worker;
    private WorkerRecord record;

    @BeforeEach
    void aWorkerWithARecord() throws Exception {
        pool = driver.pool("p", executor);
        executor.submit(() -> "warm").get();
        driver.until("the worker", () -> !pool.workers.isEmpty());
        worker = pool.workers.get(0);
        record = record(worker.thread);
        worker.record = record;
    }

    @AfterEach
    void end() {
        promise.complete("end");
        executor.shutdownNow();
    }

    /** Only advice makes records, in another package. */
    private static WorkerRecord record(Thread thread) throws ReflectiveOperationException {
        Constructor<WorkerRecord> constructor =
                WorkerRecord.class.getDeclaredConstructor(Thread.class, TaskTimes.class);
        constructor.setAccessible(true);
        return constructor.newInstance(thread, null);
    }

    private void ended(Trace trace, long nanos) {
        inRing(trace, nanos);
        inTotals(nanos);
    }

    /** The second half of the end of a wait, as the worker writes it. */
    private void inTotals(long nanos) {
        record.futureWaitNanos += nanos;
        record.futureWaits++;
    }

    /** The first half. */
    private void inRing(Trace trace, long nanos) {
        int slot = (int) (record.written % WorkerRecord.RING);
        record.traces[slot] = trace;
        record.traceNanos[slot] = nanos;
        record.traceKinds[slot] = WorkerRecord.FUTURE;
        record.written++;
    }

    private List<WaitSite> byLine() {
        return driver.sites().stream()
                .sorted(Comparator.comparingInt(s -> s.site().line()))
                .toList();
    }

    @Test
    void everyWaitInTheRingIsCountedAtItsSite() {
        for (int i = 0; i < 3; i++) {
            ended(Traced.first(), 2 * MILLI);
        }
        ended(Traced.second(), 10 * MILLI);

        List<WaitSite> sites = byLine();

        assertThat(sites).hasSize(2);
        assertThat(sites.get(0).kind()).isEqualTo(BlockKind.FUTURE);
        assertThat(sites.get(0).async()).isTrue();
        assertThat(sites.get(0).site().className()).isEqualTo(Traced.class.getName());
        assertThat(sites.get(0).waits()).isEqualTo(3);
        assertThat(sites.get(0).waitsEstimated()).isFalse();
        assertThat(sites.get(0).blockedMs()).isEqualTo(6);
        assertThat(sites.get(1).waits()).isEqualTo(1);
        assertThat(sites.get(1).blockedMs()).isEqualTo(10);
        assertThat(sites.get(1).rank()).isEqualTo(1);
        assertThat(sites.get(1).share()).isEqualTo(10.0 / 16);
        assertThat(Objects.requireNonNull(sites.get(0).durationMs()).estimated())
                .isFalse();
        assertThat(Objects.requireNonNull(sites.get(0).durationMs()).count()).isEqualTo(3);
        // A second look counts nothing again.
        assertThat(byLine()).isEqualTo(sites);
    }

    @Test
    void shortWaitsAreSharedOutInProportion() {
        ended(Traced.first(), 30 * MILLI);
        ended(Traced.second(), 10 * MILLI);
        record.futureWaits += 100;
        record.futureWaitNanos += 20 * MILLI;

        List<WaitSite> sites = byLine();

        assertThat(sites.get(0).blockedMs()).isEqualTo(45);
        assertThat(sites.get(1).blockedMs()).isEqualTo(15);
        assertThat(sites.get(0).waits() + sites.get(1).waits()).isEqualTo(102);
        assertThat(sites).allMatch(WaitSite::waitsEstimated);
    }

    @Test
    void shortWaitsOfTheOnlySiteAreItsOwn() {
        ended(Traced.first(), 30 * MILLI);
        record.futureWaits += 100;
        record.futureWaitNanos += 20 * MILLI;

        WaitSite site = byLine().get(0);

        assertThat(site.waits()).isEqualTo(101);
        assertThat(site.blockedMs()).isEqualTo(50);
        assertThat(site.waitsEstimated()).isFalse();
    }

    @Test
    void anOverrunIsCountedAndItsTimeKept() {
        for (int i = 0; i < WorkerRecord.RING + 10; i++) {
            ended(Traced.first(), 2 * MILLI);
        }
        WaitSite site = byLine().get(0);
        assertThat(site.waits()).isEqualTo(WorkerRecord.RING + 10);
        assertThat(site.blockedMs()).isEqualTo(2.0 * (WorkerRecord.RING + 10));
        assertThat(driver.waits.lost().get("wait-stacks-overwritten")).isBetween(10L, 11L);
    }

    @Test
    void stacksOverTheBudgetAreCountedAndTheirTimeKept() {
        WaitsDriver poor = new WaitsDriver(WaitsDriver.settings(5, 500));
        poor.pools.add(pool);
        for (int i = 0; i < 20; i++) {
            ended(Traced.first(), 2 * MILLI);
        }
        WaitSite site = poor.sites().get(0);
        assertThat(site.waits()).isEqualTo(20);
        assertThat(site.blockedMs()).isEqualTo(40);
        assertThat(poor.waits.lost().get("wait-stacks-over-budget")).isEqualTo(15L);
    }

    @Test
    void anOpenWaitIsChargedOnce() throws Exception {
        record.awaited = promise;
        Deadlocks.joinPromise(executor, promise);
        driver.until("located", () -> driver.located(pool) == 1);
        assertThat(Objects.requireNonNull(worker.wait).counted).isTrue();
        WaitSite open = driver.sites().get(0);
        assertThat(open.openWaits()).isEqualTo(1);
        assertThat(open.waits()).isEqualTo(1);
        driver.until("another while", () -> driver.sites().get(0).blockedMs() > open.blockedMs() + 100);
        double charged = driver.sites().get(0).blockedMs();

        promise.complete("done");
        driver.until("idle", () -> worker.wait == null);
        assertThat(driver.sites().get(0).blockedMs()).isEqualTo(charged);
        // Longer than what was charged by 500 ms: those are charged now, and no more.
        record.awaited = null;
        Trace trace = Traced.first();
        ended(trace, (long) (charged * MILLI) + 500 * MILLI);

        List<WaitSite> sites = driver.sites();
        assertThat(sites.stream().mapToDouble(WaitSite::blockedMs).sum()).isBetween(charged + 499, charged + 501);
        assertThat(sites.stream().mapToLong(WaitSite::waits).sum()).isEqualTo(1);
    }

    @Test
    void aWaitReadBetweenTheRingAndTheTotalsIsCountedOnce() {
        ended(Traced.first(), 2 * MILLI);
        assertThat(driver.sites().get(0).waits()).isEqualTo(1);
        inRing(Traced.first(), 2 * MILLI);
        assertThat(driver.sites().get(0).waits()).isEqualTo(2);
        inTotals(2 * MILLI);
        assertThat(driver.sites().get(0).waits()).isEqualTo(2);
        ended(Traced.first(), 2 * MILLI);
        assertThat(driver.sites().get(0).waits()).isEqualTo(3);
        assertThat(driver.sites().get(0).blockedMs()).isEqualTo(6);
    }

    @Test
    void aWaitThatEndsBetweenSampleAndLookIsEndedAndNotOpen() throws Exception {
        record.awaited = promise;
        record.waitSince = 1;
        Deadlocks.joinPromise(executor, promise);
        driver.until("located", () -> driver.located(pool) == 1);
        assertThat(driver.sites().stream().mapToLong(WaitSite::waits).sum()).isEqualTo(1);

        record.awaited = null;
        record.waitSince = 0;
        assertThat(driver.sites().stream().mapToLong(WaitSite::openWaits).sum()).isEqualTo(1);
        inRing(Traced.first(), 2 * MILLI);
        for (int look = 0; look < 2; look++) {
            List<WaitSite> sites = driver.sites();
            assertThat(sites.stream().mapToLong(WaitSite::waits).sum()).isEqualTo(1);
            assertThat(sites.stream().mapToLong(WaitSite::openWaits).sum()).isZero();
            if (look == 0) {
                inTotals(2 * MILLI);
            }
        }
    }

    @Test
    void aWaitWhoseMarkWasTakenBackEarlyIsCountedByItsRecordOnly() throws Exception {
        Deadlocks.joinPromise(executor, promise);
        driver.until("blocked", () -> worker.wait != null);
        assertThat(Objects.requireNonNull(worker.wait).counted).isFalse();
        ended(Traced.first(), 2 * MILLI);
        promise.complete("done");
        driver.until("idle", () -> worker.wait == null);

        assertThat(driver.sites().stream().mapToLong(WaitSite::waits).sum()).isEqualTo(1);
    }

    @Test
    void aNestedWaitThatIsOverBeforeItsStackIsTakenHasItsSiteFromTheRing() throws Exception {
        FutureTask<String> inner = new FutureTask<>(() -> "inner");
        record.awaited = inner;
        record.waitSince = 1;
        executor.execute(() -> Deadlocks.quietly(inner::get));
        executor.execute(inner);
        driver.until("blocked", () -> worker.wait != null);
        assertThat(Objects.requireNonNull(worker.wait).reading).isNull();

        assertThat(pool.nested.sample(pool, driver.waits, driver.now(), 1)).isTrue();
        assertThat(NestedWaits.sum(List.of(pool.nested), 1)).isEmpty();
        record.awaited = null;
        record.waitSince = 0;
        ended(Traced.first(), 2 * MILLI);
        driver.sample();

        assertThat(NestedWaits.sum(List.of(pool.nested), 1)).singleElement().satisfies(nested -> {
            assertThat(nested.site().className()).isEqualTo(Traced.class.getName());
            assertThat(nested.count()).isEqualTo(1);
            assertThat(nested.depth()).isEqualTo(1);
        });
        // The next wait in the ring is another one.
        ended(Traced.second(), 2 * MILLI);
        driver.sample();
        assertThat(NestedWaits.sum(List.of(pool.nested), 1)).hasSize(1);
    }

    @Test
    void aWaitForAFutureOfNoTaskOfThePoolIsNotNested() throws Exception {
        record.awaited = promise;
        record.waitSince = 1;
        Deadlocks.joinPromise(executor, promise);
        driver.until("blocked", () -> worker.wait != null);
        assertThat(pool.nested.sample(pool, driver.waits, driver.now(), 1)).isTrue();
        assertThat(worker.nestedUnsited).isNull();
    }

    @Test
    void unusedBudgetIsSavedForABurst() {
        WaitsDriver saving = new WaitsDriver(WaitsDriver.settings(100, 500));
        saving.pools.add(pool);
        long now = saving.now();
        for (int second = 1; second <= 10; second++) {
            saving.waits.sampled(now + second * 1_000 * MILLI, true);
        }
        for (int i = 0; i < 200; i++) {
            ended(Traced.first(), 2 * MILLI);
            ended(Traced.second(), 2 * MILLI);
            if (i % 10 == 0) {
                saving.sites();
            }
        }
        List<WaitSite> sites = saving.sites();
        assertThat(sites).hasSize(2);
        assertThat(sites).allMatch(site -> site.waits() == 200 && !site.waitsEstimated());
        assertThat(saving.waits.lost().get("wait-stacks-over-budget")).isZero();
    }

    @Test
    void theRunningTaskThatCompletesAFutureIsKnown() throws Exception {
        ExecutorService other = Executors.newFixedThreadPool(1);
        try {
            Pool serving = driver.pool("serving", other);
            CompletableFuture<String> inner = new CompletableFuture<>();
            CompletableFuture<String> outer = inner.thenApply(s -> s);
            other.execute(promise::join);
            driver.until("serving", () -> serving.workers.stream().anyMatch(w -> w.inTask));
            serving.workers.get(0).record = record(serving.workers.get(0).thread);
            Objects.requireNonNull(serving.workers.get(0).record).completes = inner;
            record.awaited = outer;
            Deadlocks.joinPromise(executor, outer);
            driver.until("located", () -> driver.located(pool) == 1);

            Awaits awaits = Objects.requireNonNull(driver.blocked(pool).awaits());

            assertThat(awaits.state()).isEqualTo(Awaits.State.RUNNING);
            assertThat(awaits.runsIn()).isEqualTo("serving");
            assertThat(awaits.owner()).isEqualTo(serving.workers.get(0).thread.getName());
            inner.complete("end");
        } finally {
            promise.complete("end");
            other.shutdownNow();
        }
    }
}
