package io.poolscope.watch;

import io.poolscope.jdk.LiveThreads;
import io.poolscope.jdk.ThreadFacts;
import io.poolscope.pool.PoolFamily;
import io.poolscope.pool.Pools;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Samples real executors for {@link Waits}, as the sampler does, but no more than that. */
final class WaitsDriver {
    /** Generous: the machine may be slow and busy. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final SamplerSettings MANY_STACKS = settings(10_000, 500);

    final Submissions submissions = new Submissions();
    final List<Pool> pools = new ArrayList<>();
    final Waits waits;
    private final List<PoolFamily> families = Pools.all();
    private final LiveThreads threads = new LiveThreads();
    private long now = System.nanoTime();

    WaitsDriver() {
        this(MANY_STACKS);
    }

    WaitsDriver(SamplerSettings settings) {
        waits = new Waits(settings, new Frames(List.of()), submissions);
    }

    static SamplerSettings settings(int stacksPerSecond, int maxSites) {
        return new SamplerSettings(
                Duration.ofMillis(20),
                Duration.ofSeconds(60),
                64,
                maxSites,
                64,
                stacksPerSecond,
                List.of("*"),
                List.of(),
                List.of(),
                false,
                false);
    }

    Pool pool(String name, Executor executor) {
        for (PoolFamily family : families) {
            if (family.owns(executor)) {
                Pool pool = new Pool("p" + pools.size(), name, executor, family, new PoolMeter(60, true), 60);
                pools.add(pool);
                return pool;
            }
        }
        throw new AssertionError("no family owns " + executor.getClass());
    }

    long now() {
        return now;
    }

    /** One sample at the real time. */
    void sample() {
        long before = now;
        now = System.nanoTime();
        threads.read();
        for (Pool pool : pools) {
            Object executor = pool.executor();
            for (int i = 0; i < threads.size(); i++) {
                admit(pool, executor, threads.get(i));
            }
            pool.sample(now, now - before, waits);
        }
        waits.sampled(now, true);
    }

    private void admit(Pool pool, @Nullable Object executor, Thread thread) {
        if (pool.workers.stream().anyMatch(w -> w.thread == thread)) {
            return;
        }
        for (PoolFamily family : families) {
            Object seat = family.seatOf(thread);
            if (seat != null && family.executorOf(seat) == executor) {
                pool.workers.add(new Worker(thread, ThreadFacts.tid(thread), pool, seat));
                return;
            }
        }
    }

    /** Samples every few milliseconds until something holds. */
    void until(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        do {
            sample();
            if (holds.getAsBoolean()) {
                return;
            }
            Thread.sleep(5);
        } while (System.nanoTime() - deadline < 0);
        throw new AssertionError("not within " + LIMIT + ": " + what);
    }

    /** Samples until a worker of a pool is blocked and its stack was taken; returns what is said of it. */
    Wait blocked(Pool pool) throws InterruptedException {
        until("a blocked worker with a stack", () -> described(pool) != null);
        Wait wait = described(pool);
        if (wait == null) {
            throw new AssertionError("moved on");
        }
        return wait;
    }

    @Nullable
    Wait described(Pool pool) {
        for (Worker worker : pool.workers) {
            Wait wait = waits.describe(worker, now);
            if (wait != null && wait.site() != null) {
                return wait;
            }
        }
        return null;
    }

    /** How many workers of a pool are blocked with a known stack. */
    long located(Pool pool) {
        return pool.workers.stream()
                .filter(w -> w.wait != null && w.wait.reading != null)
                .count();
    }

    List<WaitSite> sites() {
        waits.sites(pools, pool -> pool.id, now);
        return waits.sites(pools, pool -> pool.id, now);
    }

    WaitGraph graph() {
        return waits.graph(pools);
    }

    static CodeLocation site(Wait wait) {
        CodeLocation site = wait.site();
        if (site == null) {
            throw new AssertionError("no site");
        }
        return site;
    }
}
