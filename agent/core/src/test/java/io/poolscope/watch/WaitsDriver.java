package io.poolscope.watch;

import io.poolscope.jdk.LiveThreads;
import io.poolscope.jdk.Opening;
import io.poolscope.jdk.ThreadFacts;
import io.poolscope.pool.PoolFamily;
import io.poolscope.pool.Pools;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;

/** Samples real executors for {@link Waits}, as the sampler does, but no more than that. */
final class WaitsDriver {
    static {
        Opening.open(ByteBuddyAgent.install());
    }

    /** Generous: the machine may be slow and busy. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final SamplerSettings MANY_STACKS = new SamplerSettings(
            Duration.ofMillis(20),
            Duration.ofSeconds(60),
            64,
            500,
            64,
            10_000,
            List.of("*"),
            List.of(),
            List.of(),
            false,
            false);

    final Submissions submissions = new Submissions();
    final List<Pool> pools = new ArrayList<>();
    final Waits waits;
    private final List<PoolFamily> families = Pools.all();
    private final LiveThreads threads = new LiveThreads();
    private long now = System.nanoTime();

    WaitsDriver() {
        this(MANY_STACKS, kind -> false);
    }

    WaitsDriver(SamplerSettings settings, Predicate<BlockKind> counted) {
        waits = new Waits(settings, new Frames(List.of()), submissions, counted);
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
                Pool pool = new Pool("p" + pools.size(), name, executor, family);
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
        now = System.nanoTime();
        threads.read();
        for (Pool pool : pools) {
            Object executor = pool.executor();
            for (int i = 0; i < threads.size(); i++) {
                admit(pool, executor, threads.get(i));
            }
            for (Worker worker : List.copyOf(pool.workers)) {
                read(pool, worker);
            }
        }
        waits.sampled(now);
    }

    private void admit(Pool pool, @Nullable Object executor, Thread thread) {
        if (pool.workers.stream().anyMatch(w -> w.thread == thread)) {
            return;
        }
        for (PoolFamily family : families) {
            Object seat = family.seatOf(thread);
            if (seat != null && family.executorOf(seat) == executor) {
                pool.workers.add(new Worker(thread, ThreadFacts.tid(thread), pool));
                return;
            }
        }
    }

    private void read(Pool pool, Worker worker) {
        Object seat = null;
        PoolFamily family = null;
        for (PoolFamily candidate : families) {
            if (seat == null) {
                family = candidate;
                seat = candidate.seatOf(worker.thread);
            }
        }
        boolean wasInTask = worker.inTask;
        long number = worker.taskNumber;
        worker.javaState = ThreadFacts.state(worker.thread);
        if (worker.javaState == Thread.State.TERMINATED || seat == null || family == null) {
            worker.inTask = false;
            waits.ended(worker, now);
            pool.workers.remove(worker);
            return;
        }
        worker.taskNumber = family.taskNumber(seat);
        worker.inTask = family.inTask(seat);
        worker.blocker = LockSupport.getBlocker(worker.thread);
        if (wasInTask && (!worker.inTask || number != worker.taskNumber)) {
            waits.ended(worker, now);
        }
        if (worker.inTask) {
            waits.observe(worker, now);
        } else {
            worker.state = io.poolscope.snapshot.WorkerState.IDLE;
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

    private @Nullable Wait described(Pool pool) {
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
        waits.sites(pools, now);
        return waits.sites(pools, now);
    }

    WaitGraph graph() {
        return waits.graph(pools, now);
    }

    static CodeLocation site(Wait wait) {
        CodeLocation site = wait.site();
        if (site == null) {
            throw new AssertionError("no site");
        }
        return site;
    }
}
