package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.SelfCost;
import io.poolscope.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A sampler whose samples are to read less: pools take turns, no time is lost, and one that starves is met. */
@Timeout(180)
@ExtendWith(OpenedJdk.class)
class SparingTest {
    private static final long MILLI = 1_000_000L;
    private static final int POOLS = 60;
    /** As slow as it gets while workers are blocked. */
    private static final long INTERVAL = 200 * MILLI;

    private final List<ExecutorService> pools = new ArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private long now = 1;
    private final Sampler sampler = new Sampler(
            SamplerSettings.defaults(),
            new Clock() {
                @Override
                public long nanos() {
                    return now;
                }

                @Override
                public Instant now() {
                    return Instant.ofEpochSecond(1_700_000_000L, now);
                }
            },
            new JvmInfo(1, "test", "17", "x", 2, "", false, false),
            List::of);

    @AfterEach
    void stop() {
        gate.countDown();
        pools.forEach(ExecutorService::shutdownNow);
    }

    private ThreadPoolExecutor pool(String name) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), OnRealPools.named(name));
        pool.prestartAllCoreThreads();
        pools.add(pool);
        return pool;
    }

    private void samples(int count) {
        for (int i = 0; i < count; i++) {
            now += INTERVAL;
            sampler.sample();
        }
    }

    private List<PoolSnapshot> look() {
        Snapshot snapshot = sampler.look(new SelfCost(0, 0, 0, 200, 0), Map.of());
        return snapshot.pools().stream()
                .filter(pool -> pool.name().startsWith("spare-"))
                .toList();
    }

    @Test
    void noTimeIsLostBetweenTurns() {
        for (int i = 0; i < POOLS; i++) {
            pool("spare-" + (char) ('a' + i / 26) + (char) ('a' + i % 26));
        }
        samples(5);
        look();
        sampler.sparing(true);
        assertThat(Sampler.turns(POOLS * (2 + 8), INTERVAL, true)).isGreaterThan(1);
        samples(47);
        List<PoolSnapshot> seen = look();
        assertThat(seen).hasSizeGreaterThanOrEqualTo(POOLS - 1);
        // Each has idled since its last turn before the first look, and a turn more or less lies in the next look.
        for (PoolSnapshot each : seen) {
            assertThat(each.look().meanIdle()).as(each.name()).isEqualTo(2);
        }
        double first = idle(seen);
        sampler.sparing(false);
        samples(40);
        double second = idle(look());
        assertThat(second - first)
                .as("idle time of all workers")
                .isBetween(seen.size() * 2 * 37 * 200.0, seen.size() * 2 * 43 * 200.0);
        assertThat(second).isBetween(seen.size() * 2 * 91 * 200.0, seen.size() * 2 * 92 * 200.0);
    }

    private static double idle(List<PoolSnapshot> pools) {
        return pools.stream().mapToDouble(pool -> pool.time().idleMs()).sum();
    }

    @Test
    void aPoolThatBeginsToStarveIsMetOnce() throws InterruptedException {
        for (int i = 0; i < POOLS; i++) {
            pool("spare-" + (char) ('a' + i / 26) + (char) ('a' + i % 26));
        }
        ThreadPoolExecutor ill = pool("ill");
        samples(5);
        sampler.sparing(true);
        samples(20);
        assertThat(sampler.pressed()).isFalse();
        CountDownLatch begun = new CountDownLatch(2);
        for (int i = 0; i < 6; i++) {
            ill.execute(() -> {
                begun.countDown();
                await(gate);
            });
        }
        begun.await();
        samples(20);
        assertThat(sampler.pressed()).isTrue();
        assertThat(sampler.anyBlocked())
                .as("though others had their turn since")
                .isTrue();
        look();
        assertThat(sampler.pressed()).isFalse();
        samples(20);
        assertThat(sampler.pressed()).as("it was told of already").isFalse();
    }

    @Test
    void theCpuTimeOfVeryManyWorkersIsAskedInTurnAndNoneIsLost() {
        long[] asked = {0};
        ThreadCounters counters = new ThreadCounters() {
            @Override
            long cpuNanos(long tid) {
                asked[0]++;
                return now;
            }
        };
        WaitsDriver driver = new WaitsDriver();
        ThreadPoolExecutor executor = (ThreadPoolExecutor) Executors.newFixedThreadPool(1);
        pools.add(executor);
        Pool pool = driver.pool("pool", executor);
        for (int i = 0; i < 100; i++) {
            Worker worker = new Worker(Thread.currentThread(), i, pool);
            worker.inTask = true;
            pool.workers.add(worker);
        }
        for (int look = 0; look < 5; look++) {
            counters.cpu(pool, look, 10_000);
        }
        assertThat(asked[0]).as("each once").isEqualTo(100);
        long sum = 0;
        for (int look = 5; look < 30; look++) {
            now += 1_000;
            asked[0] = 0;
            pool.workers.forEach(worker -> worker.taskNumber++);
            counters.cpu(pool, look, 10_000);
            assertThat(asked[0]).isEqualTo(20);
            sum += look < 10 ? 0 : pool.meter.cpuNanos;
        }
        assertThat(sum).as("20 looks of 100 workers").isEqualTo(20 * 100 * 1_000);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
