package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pool in which nothing moves is not read in each sample, and is counted as if it were. */
@Timeout(180)
@ExtendWith(OpenedJdk.class)
class SettledTest {
    private static final long INTERVAL = 20_000_000L;

    private final ThreadPoolExecutor executor = (ThreadPoolExecutor) Executors.newFixedThreadPool(2);
    private final WaitsDriver driver = new WaitsDriver();
    private final Pool pool = driver.pool("pool", executor);
    private final CountDownLatch latch = new CountDownLatch(1);
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

    private void twoIdle() throws InterruptedException {
        executor.prestartAllCoreThreads();
        driver.until("two workers", () -> pool.workers.size() == 2);
        now = driver.now();
        for (int i = 0; i < 40; i++) {
            sample();
        }
    }

    @Test
    void samplesThatFoundNothingNewCountLikeTheOthers() throws InterruptedException {
        twoIdle();
        pool.flush();
        long samples = pool.meter.window.get(Window.SAMPLES);
        long idle = pool.meter.window.get(Window.IDLE_NANOS);
        int still = 0;
        for (int i = 0; i < 100; i++) {
            sample();
            still += pool.still() ? 1 : 0;
        }
        pool.flush();
        assertThat(still).isGreaterThan(80);
        assertThat(pool.meter.window.get(Window.SAMPLES) - samples).isEqualTo(100);
        assertThat(pool.meter.window.get(Window.IDLE_NANOS) - idle).isEqualTo(100 * 2 * INTERVAL);
        assertThat(pool.idleNow()).isEqualTo(2);
    }

    @Test
    void theFirstSampleAfterATaskWasTakenSeesIt() throws InterruptedException {
        twoIdle();
        for (int i = 0; i < 20; i++) {
            sample();
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            executor.execute(() -> {
                begun.countDown();
                await(end);
            });
            begun.await();
            sample();
            assertThat(pool.idleNow()).isEqualTo(1);
            end.countDown();
            while (executor.getActiveCount() > 0) {
                Thread.sleep(1);
            }
            for (int j = 0; j < i; j++) {
                sample();
            }
            sample();
            assertThat(pool.idleNow()).isEqualTo(2);
        }
        assertThat(pool.meter.completed()).isEqualTo(20);
    }

    @Test
    void aTaskThatEndedBetweenTwoSamplesIsCountedAtTheNext() throws InterruptedException {
        twoIdle();
        for (int i = 1; i <= 20; i++) {
            executor.execute(() -> {});
            while (executor.getCompletedTaskCount() < i) {
                Thread.sleep(1);
            }
            sample();
            assertThat(pool.meter.completed()).isEqualTo(i);
            for (int j = 0; j < i; j++) {
                sample();
            }
        }
    }

    @Test
    void anOldWaitIsReadSeldomAndItsEndIsSeen() throws InterruptedException {
        executor.prestartAllCoreThreads();
        executor.execute(() -> await(latch));
        driver.until("a wait with its stack", () -> driver.located(pool) == 1 && pool.workers.size() == 2);
        now = driver.now();
        for (int i = 0; i < 600; i++) {
            sample();
        }
        long most = 0;
        for (int i = 0; i < 100; i++) {
            sample();
            for (Worker worker : pool.workers) {
                most = Math.max(most, worker.inTask ? worker.unread() : 0);
            }
        }
        assertThat(most).as("longer than a wait of a second goes unread").isGreaterThan(5 * INTERVAL);
        latch.countDown();
        while (executor.getActiveCount() > 0) {
            Thread.sleep(1);
        }
        for (int i = 0; i < 25; i++) {
            sample();
        }
        assertThat(pool.idleNow()).isEqualTo(2);
        assertThat(pool.blockedNow()).isZero();
        assertThat(pool.meter.completed()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
