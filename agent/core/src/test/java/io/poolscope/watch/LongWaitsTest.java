package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.WorkerState;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Workers that stand in one wait for long are not read in each sample, and are counted as if they were. */
@Timeout(180)
@ExtendWith(OpenedJdk.class)
class LongWaitsTest {
    private static final long INTERVAL = 20_000_000L;
    /** A multiple of five, so that they end equally often after each number of unread samples. */
    private static final int WAITS = 20;

    private final ThreadPoolExecutor executor = (ThreadPoolExecutor) Executors.newFixedThreadPool(1);
    private final WaitsDriver driver = new WaitsDriver();
    private final Pool pool = driver.pool("pool", executor);
    /** The clock is the test's own. */
    private long now;

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private void sample() {
        now += INTERVAL;
        pool.sample(now, INTERVAL, driver.waits);
        driver.waits.sampled(now, true);
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        while (!holds.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    @Test
    void theirTimeIsRightOnAverage() throws InterruptedException {
        executor.prestartAllCoreThreads();
        until(() -> executor.getPoolSize() == 1);
        driver.until("a worker", () -> pool.workers.size() == 1);
        Worker worker = pool.workers.get(0);
        now = driver.now();
        long expected = 0;
        int unread = 0;
        for (int wait = 0; wait < WAITS; wait++) {
            CountDownLatch latch = new CountDownLatch(1);
            executor.execute(() -> await(latch));
            until(() -> executor.getActiveCount() == 1 && worker.thread.getState() == Thread.State.WAITING);
            int samples = 100 + wait;
            for (int i = 0; i < samples; i++) {
                sample();
                unread += worker.unread() > 0 ? 1 : 0;
            }
            assertThat(pool.blockedNow()).isEqualTo(1);
            expected += samples * INTERVAL;
            latch.countDown();
            until(() -> executor.getActiveCount() == 0);
            for (int i = 0; i < 5; i++) {
                sample();
            }
            assertThat(worker.state).as("its end is seen within five samples").isEqualTo(WorkerState.IDLE);
        }
        assertThat(unread).as("samples that did not read it").isGreaterThan(WAITS * 30);
        // What was counted too much of the last one (two intervals) is paid back by the next. Unpaid they would be
        // forty.
        assertThat((double) pool.meter.window.blocked(BlockKind.LATCH)).isCloseTo(expected, within(4.0 * INTERVAL));
        assertThat((double) pool.meter.window.get(Window.BLOCKED_NANOS)).isCloseTo(expected, within(4.0 * INTERVAL));
        long atSites = driver.waits.sites(driver.pools, each -> each.id, now).stream()
                .mapToLong(site -> Math.round(site.blockedMs() * 1e6))
                .sum();
        // A site's window is of seconds, of which the first may have left.
        assertThat((double) atSites).isCloseTo(expected, within(expected * 0.02));
    }

    @Test
    void whileATaskIsQueuedEverySampleReadsThem() throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        executor.execute(() -> await(latch));
        driver.until("a long wait", () -> driver.located(pool) == 1);
        now = driver.now();
        executor.execute(() -> {});
        for (int i = 0; i < 100; i++) {
            sample();
            assertThat(pool.workers.get(0).unread()).isZero();
        }
        latch.countDown();
        until(() -> executor.getCompletedTaskCount() == 2);
        sample();
        assertThat(pool.idleNow()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
