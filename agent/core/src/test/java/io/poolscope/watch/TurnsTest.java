package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where there are more workers than one sample may read, pools take turns, and are charged as if there were none. */
@Timeout(180)
@ExtendWith(OpenedJdk.class)
class TurnsTest {
    private static final long INTERVAL = 20_000_000L;

    @Test
    void allAreReadInEachSampleUntilThereAreVeryMany() {
        assertThat(Sampler.turns(2_000, INTERVAL, false)).isEqualTo(1);
        assertThat(Sampler.turns(2_001, INTERVAL, false)).isEqualTo(2);
        assertThat(Sampler.turns(10_000, INTERVAL, false)).isEqualTo(5);
        assertThat(Sampler.turns(10_000, 10 * INTERVAL, false)).isEqualTo(10);
        assertThat(Sampler.turns(1_000_000, INTERVAL, false)).isEqualTo(10);
    }

    @Test
    void thereAreMoreTurnsWhereEvenTheFewestSamplesCostTooMuch() {
        assertThat(Sampler.turns(400, INTERVAL, true)).isEqualTo(1);
        assertThat(Sampler.turns(2_000, INTERVAL, true)).isEqualTo(5);
        assertThat(Sampler.turns(10_000, 10 * INTERVAL, true)).isEqualTo(25);
    }

    @Test
    void theTimeBetweenTwoTurnsIsChargedAtTheSecond() throws InterruptedException {
        ThreadPoolExecutor executor = (ThreadPoolExecutor) Executors.newFixedThreadPool(3);
        CountDownLatch latch = new CountDownLatch(1);
        try {
            WaitsDriver driver = new WaitsDriver();
            Pool pool = driver.pool("pool", executor);
            executor.prestartAllCoreThreads();
            executor.execute(() -> await(latch));
            driver.until("a wait with its stack", () -> driver.located(pool) == 1 && pool.workers.size() == 3);
            long now = driver.now();
            pool.flush();
            long blocked = pool.meter.window.get(Window.BLOCKED_NANOS);
            long idle = pool.meter.window.get(Window.IDLE_NANOS);
            for (int i = 1; i <= 100; i++) {
                now += INTERVAL;
                if (i % 5 == 0) {
                    pool.sample(now, INTERVAL, driver.waits);
                } else {
                    pool.skip(INTERVAL);
                }
                driver.waits.sampled(now, true);
            }
            pool.flush();
            assertThat(pool.blockedNow()).isEqualTo(1);
            assertThat(pool.meter.window.get(Window.BLOCKED_NANOS) - blocked).isEqualTo(100 * INTERVAL);
            assertThat(pool.meter.window.get(Window.IDLE_NANOS) - idle).isEqualTo(2 * 100 * INTERVAL);
        } finally {
            latch.countDown();
            executor.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
