package io.poolscope.watch;

import static org.awaitility.Awaitility.await;

import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.SelfCost;
import io.poolscope.snapshot.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A sampler, and executors that end with the test. */
@ExtendWith(OpenedJdk.class)
abstract class OnRealPools {
    static final Duration LONG = Duration.ofSeconds(30);
    private static final SelfCost SELF = new SelfCost(0, 0, 0, 20, 0);

    private final List<ExecutorService> pools = new ArrayList<>();
    final CountDownLatch gate = new CountDownLatch(1);
    final Sampler sampler = new Sampler(
            SamplerSettings.defaults(), Clock.SYSTEM, new JvmInfo(1, "test", "17", "x", 2, "", false, false), List::of);

    @AfterEach
    void stop() {
        gate.countDown();
        pools.forEach(ExecutorService::shutdownNow);
    }

    <T extends ExecutorService> T keep(T pool) {
        pools.add(pool);
        return pool;
    }

    static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    void block() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Snapshot look() {
        sampler.sample();
        return sampler.look(SELF, Map.of());
    }

    @Nullable
    PoolSnapshot pool(String name) {
        return look().pools().stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    PoolSnapshot awaitPool(String name, Predicate<PoolSnapshot> until) {
        PoolSnapshot[] found = {null};
        await().atMost(LONG).until(() -> {
            found[0] = pool(name);
            return found[0] != null && until.test(found[0]);
        });
        return found[0];
    }

    PoolSnapshot look(Predicate<PoolSnapshot> until) {
        PoolSnapshot[] found = {null};
        await().atMost(LONG).until(() -> {
            found[0] = look().pools().stream().filter(until).findFirst().orElse(null);
            return found[0] != null;
        });
        return found[0];
    }
}
