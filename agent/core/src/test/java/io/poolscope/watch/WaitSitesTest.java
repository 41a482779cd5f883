package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.HeldLock;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitSite;
import io.poolscope.tests.waits.Blocking;
import io.poolscope.tests.waits.Deadlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where time goes, who must end a wait, which locks are held: on real pools. */
@Timeout(180)
@ExtendWith(OpenedJdk.class)
class WaitSitesTest {
    private final WaitsDriver driver = new WaitsDriver();
    private final List<ExecutorService> executors = new ArrayList<>();
    private final List<Blocking> blocked = new ArrayList<>();
    private final CompletableFuture<String> promise = new CompletableFuture<>();

    @AfterEach
    void end() throws Exception {
        for (Blocking blocking : blocked) {
            blocking.release();
        }
        promise.complete("end");
        executors.forEach(e -> e.shutdownNow().forEach(Runnable::run));
    }

    private ExecutorService add(String name, ExecutorService executor) {
        executors.add(executor);
        driver.pool(name, executor);
        return executor;
    }

    private Blocking block(ExecutorService executor, Blocking.Body body) {
        Blocking blocking = new Blocking();
        blocked.add(blocking);
        executor.execute(() -> Deadlocks.quietly(() -> {
            body.run(blocking);
            return null;
        }));
        return blocking;
    }

    @Test
    void sitesShareTheBlockedTimeOfTheirPool() throws Exception {
        ExecutorService p = add("orders", Executors.newFixedThreadPool(4));
        for (int i = 0; i < 3; i++) {
            block(p, Blocking::latch);
        }
        Blocking one = block(p, Blocking::semaphore);
        driver.until("all blocked", () -> driver.located(driver.pools.get(0)) == 4);
        long from = driver.now();
        driver.until("half a second", () -> driver.now() - from > 500_000_000L);

        List<WaitSite> sites = driver.sites();

        assertThat(sites).hasSize(2);
        WaitSite latches = sites.get(0);
        WaitSite semaphore = sites.get(1);
        assertThat(latches.rank()).isEqualTo(1);
        assertThat(latches.kind()).isEqualTo(BlockKind.LATCH);
        assertThat(latches.pool()).isEqualTo("orders");
        assertThat(latches.openWaits()).isEqualTo(3);
        assertThat(latches.waits()).isEqualTo(3);
        assertThat(latches.waitsEstimated()).isTrue();
        assertThat(latches.durationMs()).isNull();
        assertThat(latches.share() + semaphore.share()).isBetween(0.999, 1.001);
        assertThat(latches.share()).isBetween(0.7, 0.8);
        double wallMs = (driver.now() - from) / 1e6;
        assertThat(semaphore.blockedMs()).isBetween(wallMs, wallMs + 60_000);
        assertThat(latches.blockedMs() / semaphore.blockedMs()).isBetween(2.5, 3.5);
        assertThat(semaphore.longestOpenMs()).isGreaterThanOrEqualTo(500);
        assertThat(semaphore.compensatedMs()).isZero();
        assertThat(semaphore.blockedTotalMs()).isEqualTo(semaphore.blockedMs(), within(0.001));
        assertThat(latches.blockedTotalMs()).isEqualTo(latches.blockedMs(), within(0.001));

        one.release();
        driver.until("released", () -> driver.located(driver.pools.get(0)) == 3);
        WaitSite after = driver.sites().stream()
                .filter(s -> s.kind() == BlockKind.SEMAPHORE)
                .findFirst()
                .orElseThrow();
        assertThat(after.openWaits()).isZero();
        assertThat(after.longestOpenMs()).isNull();
        assertThat(after.waits()).isEqualTo(1);
        assertThat(after.blockedTotalMs()).isGreaterThanOrEqualTo(semaphore.blockedTotalMs());
        assertThat(known(after.durationMs()).estimated()).isTrue();
        assertThat(known(after.durationMs()).max()).isGreaterThanOrEqualTo(500);
    }

    @Test
    void aForkJoinPoolStandsInForWaitsThatItManages() throws Exception {
        ExecutorService p = add("fork-join", new ForkJoinPool(2));
        for (int i = 0; i < 4; i++) {
            Deadlocks.joinPromise(p, promise);
        }
        // Two spare workers more, so that two are there that could run.
        driver.until("four blocked", () -> driver.located(driver.pools.get(0)) == 4);
        long from = driver.now();
        driver.until("a while", () -> driver.now() - from > 300_000_000L);

        WaitSite site = driver.sites().get(0);

        assertThat(site.async()).isTrue();
        Wait wait = driver.blocked(driver.pools.get(0));
        assertThat(wait.managed()).isTrue();
        // Size 4 of 4 blocked, parallelism 2: for two of the four another one stands in. Spare workers come and go
        // meanwhile.
        int size = driver.pools.get(0).workers.size();
        double share = (4 - Math.min(4, Math.max(0, 2 - (size - 4)))) / 4.0;
        assertThat(site.compensatedMs()).isPositive();
        assertThat(site.compensatedMs() / site.blockedMs()).isBetween(share - 0.35, share + 0.1);
    }

    @Test
    void whatIsShortIsSharedOut() throws Exception {
        WaitsDriver slow = new WaitsDriver(WaitsDriver.settings(10_000, 500));
        ExecutorService p = Executors.newFixedThreadPool(1);
        executors.add(p);
        Pool pool = slow.pool("p", p);
        Blocking blocking = new Blocking();
        blocked.add(blocking);
        p.execute(() -> Deadlocks.quietly(() -> {
            blocking.latch();
            return null;
        }));
        slow.until("located", () -> slow.located(pool) == 1);
        // A wait of the same kind that is over before its stack is taken.
        Worker other = new Worker(new Thread("other"), -1, pool);
        other.inTask = true;
        other.javaState = Thread.State.WAITING;
        other.blocker = blockerOf(pool);
        slow.waits.observe(other, slow.now());
        other.inTask = false;
        slow.waits.ended(other, slow.now());

        WaitSite site = slow.sites().get(0);

        assertThat(site.waits()).isEqualTo(2);
        assertThat(site.openWaits()).isEqualTo(1);
        assertThat(site.waitsEstimated()).isTrue();
        assertThat(site.share()).isEqualTo(1.0);
    }

    private static @Nullable Object blockerOf(Pool pool) {
        return pool.workers.get(0).blocker;
    }

    @Test
    void sitesOverTheLimitAreCounted() throws Exception {
        WaitsDriver narrow = new WaitsDriver(WaitsDriver.settings(10_000, 1));
        ExecutorService p = Executors.newFixedThreadPool(2);
        executors.add(p);
        Pool pool = narrow.pool("p", p);
        for (Blocking.Body body : List.<Blocking.Body>of(Blocking::latch, Blocking::semaphore)) {
            block(p, body);
        }
        narrow.until("both located", () -> narrow.located(pool) == 2);
        assertThat(narrow.sites()).hasSize(1);
        assertThat(narrow.waits.lost().get("sites-over-limit")).isEqualTo(1L);
    }

    @Test
    void stacksKeepToTheirBudget() throws Exception {
        WaitsDriver poor = new WaitsDriver(WaitsDriver.settings(1, 500));
        ExecutorService p = Executors.newFixedThreadPool(5);
        executors.add(p);
        Pool pool = poor.pool("p", p);
        for (int i = 0; i < 5; i++) {
            block(p, Blocking::latch);
        }
        long begin = System.nanoTime();
        poor.until("two stacks", () -> poor.located(pool) == 2);
        assertThat(System.nanoTime() - begin).isGreaterThan(900_000_000L);
    }

    @Test
    void aFutureTaskInTheQueue() throws Exception {
        ExecutorService p = add("orders", Executors.newFixedThreadPool(1));
        Deadlocks.submitAndGet(p, () -> null, p, new Inner());
        Awaits awaits = awaits(0);
        assertThat(awaits.type()).isEqualTo("java.util.concurrent.FutureTask");
        assertThat(awaits.task()).isEqualTo(Inner.class.getName());
        assertThat(awaits.runsIn()).isEqualTo("orders");
        assertThat(awaits.state()).isEqualTo(Awaits.State.QUEUED);
        assertThat(awaits.place()).isEqualTo(1);
        driver.blocked(driver.pools.get(0));
        assertThat(driver.sites().get(0).awaits()).isEqualTo(awaits);
    }

    /** A task with a name. */
    private static final class Inner implements java.util.concurrent.Callable<String> {
        @Override
        public String call() {
            return "inner";
        }
    }

    @Test
    void aFutureTaskThatRunsInAnotherPool() throws Exception {
        ExecutorService p = add("orders", Executors.newFixedThreadPool(1));
        ExecutorService q = add("prices", Executors.newFixedThreadPool(1));
        CountDownLatch end = new CountDownLatch(1);
        Deadlocks.submitAndGet(p, () -> null, q, () -> end.await(1, TimeUnit.HOURS));
        driver.until("running", () -> awaitsNow(0) != null && awaitsNow(0).state() == Awaits.State.RUNNING);
        Awaits awaits = awaits(0);
        end.countDown();
        assertThat(awaits.runsIn()).isEqualTo("prices");
        assertThat(awaits.owner()).contains("-thread-1");
    }

    @Test
    void aChainOfStagesThatBeginsInTheQueue() throws Exception {
        ExecutorService p = add("orders", Executors.newFixedThreadPool(1));
        Deadlocks.chainAndJoin(p);
        Awaits awaits = awaits(0);
        assertThat(awaits.type()).isEqualTo("java.util.concurrent.CompletableFuture");
        assertThat(awaits.task()).startsWith(Deadlocks.class.getName());
        assertThat(awaits.runsIn()).isEqualTo("orders");
        assertThat(awaits.state()).isEqualTo(Awaits.State.QUEUED);
    }

    @Test
    void aPromiseOfUnknownOrigin() throws Exception {
        Deadlocks.joinPromise(add("orders", Executors.newFixedThreadPool(1)), promise);
        Awaits awaits = awaits(0);
        assertThat(awaits.state()).isEqualTo(Awaits.State.UNKNOWN);
        assertThat(awaits.runsIn()).isNull();
    }

    private static <T> T known(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    private Awaits awaits(int pool) throws InterruptedException {
        Awaits awaits = driver.blocked(driver.pools.get(pool)).awaits();
        if (awaits == null) {
            throw new AssertionError("nothing known");
        }
        return awaits;
    }

    private @Nullable Awaits awaitsNow(int pool) {
        return driver.pools.get(pool).workers.stream()
                .map(w -> driver.waits.describe(w, driver.now()))
                .filter(w -> w != null)
                .map(Wait::awaits)
                .filter(a -> a != null)
                .findFirst()
                .orElse(null);
    }

    @Test
    void aMonitorHeldWhileWaiting() throws Exception {
        ExecutorService p = add("orders", Executors.newFixedThreadPool(2));
        Object lock = new Object();
        CountDownLatch entered = new CountDownLatch(1);
        Deadlocks.enterMonitor(p, lock, entered);
        Deadlocks.waitWithMonitor(p, lock, entered);
        driver.until(
                "one behind the other",
                () -> waits().containsKey(BlockKind.MONITOR)
                        && held().values().stream().flatMap(List::stream).anyMatch(h -> h.waitingWorkers() == 1));

        Map<BlockKind, List<HeldLock>> held = held();

        assertThat(held.get(BlockKind.MONITOR)).isEmpty();
        assertThat(held.get(BlockKind.FUTURE)).singleElement().satisfies(h -> {
            assertThat(h.lockClass()).isEqualTo("java.lang.Object");
            assertThat(h.lock()).isEqualTo("java.lang.Object@" + Integer.toHexString(System.identityHashCode(lock)));
            assertThat(h.byApplication()).isTrue();
            assertThat(h.givenUp()).isFalse();
            assertThat(known(h.enteredAt()).className()).isEqualTo(Deadlocks.class.getName());
            assertThat(h.waiters()).hasSize(1);
        });
        Awaits behind = known(known(waits().get(BlockKind.MONITOR)).awaits());
        assertThat(behind.state()).isEqualTo(Awaits.State.HELD);
        assertThat(behind.runsIn()).isEqualTo("orders");
        assertThat(driver.sites())
                .filteredOn(s -> s.kind() == BlockKind.FUTURE)
                .singleElement()
                .satisfies(s -> assertThat(s.locksHeld()).containsExactly("java.lang.Object"));
    }

    @Test
    void aReentrantLockHeldWhileWaiting() throws Exception {
        ExecutorService p = add("orders", Executors.newFixedThreadPool(2));
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch entered = new CountDownLatch(1);
        Deadlocks.enterLock(p, lock, entered);
        Deadlocks.waitWithLock(p, lock, entered);
        driver.until(
                "one behind the other",
                () -> held().values().stream().flatMap(List::stream).anyMatch(h -> h.waitingWorkers() == 1)
                        && waits().containsKey(BlockKind.LOCK));

        assertThat(held().get(BlockKind.FUTURE)).singleElement().satisfies(h -> {
            assertThat(h.lockClass()).isEqualTo("java.util.concurrent.locks.ReentrantLock");
            assertThat(h.enteredAt()).isNull();
            assertThat(h.byApplication()).isTrue();
        });
        Awaits behind = known(known(waits().get(BlockKind.LOCK)).awaits());
        assertThat(behind.type()).isEqualTo("java.util.concurrent.locks.ReentrantLock");
        assertThat(behind.state()).isEqualTo(Awaits.State.HELD);
    }

    private Map<BlockKind, Wait> waits() {
        return driver.pools.get(0).workers.stream()
                .map(w -> driver.waits.describe(w, driver.now()))
                .filter(w -> w != null && w.site() != null)
                .collect(Collectors.toMap(Wait::kind, w -> w, (a, b) -> a));
    }

    private Map<BlockKind, List<HeldLock>> held() {
        return waits().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().locksHeld()));
    }

    @Test
    void onlyWhatIsMetAtOnceBeganBefore() throws Exception {
        ExecutorService early = add("early", Executors.newFixedThreadPool(1));
        Blocking first = block(early, Blocking::latch);
        driver.until("it waits", () -> driver.located(driver.pools.get(0)) == 1);
        assertThat(driver.blocked(driver.pools.get(0)).beganBefore()).isTrue();
        first.release();

        WaitsDriver later = new WaitsDriver();
        ExecutorService idle = Executors.newFixedThreadPool(1);
        executors.add(idle);
        Pool pool = later.pool("later", idle);
        long from = System.nanoTime();
        later.until("a second in which nothing waits", () -> System.nanoTime() - from > 1_100_000_000L);
        block(idle, Blocking::latch);
        assertThat(later.blocked(pool).beganBefore()).isFalse();
    }

    @Test
    void aBusyWorkerRuns() throws Exception {
        ExecutorService p = add("busy", Executors.newFixedThreadPool(1));
        CountDownLatch end = new CountDownLatch(1);
        long[] sink = new long[1];
        p.execute(() -> {
            while (end.getCount() > 0) {
                sink[0] = sink[0] * 31 + 1;
            }
        });
        long from = System.nanoTime();
        driver.until("a second", () -> {
            assertThat(driver.pools.get(0).workers).allMatch(w -> w.wait == null);
            return System.nanoTime() - from > 1_000_000_000L;
        });
        end.countDown();
        assertThat(driver.sites()).isEmpty();
    }
}
