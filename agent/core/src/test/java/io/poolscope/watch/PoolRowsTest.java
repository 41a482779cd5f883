package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.pool.Pools;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OpenedJdk.class)
class PoolRowsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Globs ALL = new Globs(List.of("*"), List.of());

    /** Kept, because pools hold their executors weakly. */
    private static final List<Object> EXECUTORS = new ArrayList<>();

    static Pool pool(String name, String id) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        EXECUTORS.add(executor);
        return new Pool(id, name, executor, Pools.all().get(0), new PoolMeter(60, true), 60);
    }

    /** One that has had a task. */
    static Pool used(String name, String id) {
        Pool pool = pool(name, id);
        pool.workers.add(new Worker(Thread.currentThread(), 1, pool));
        pool.sample(1, 1, new Waits(SamplerSettings.defaults(), new Frames(List.of()), new Submissions()));
        return pool;
    }

    @Test
    void anExecutorThatWasNeverUsedHasNoRow() {
        assertThat(PoolRows.of(List.of(pool("orders", "p1")), ALL, 64)).isEmpty();
    }

    @Test
    void executorsOfOneNameShareARow() {
        List<Pool> pools = List.of(used("orders", "p1"), used("client", "p2"), used("client", "p3"));
        List<PoolRows.Row> rows = PoolRows.of(pools, ALL, 64);
        assertThat(rows).extracting(PoolRows.Row::name).containsExactly("orders", "client");
        assertThat(rows.get(1).pools()).hasSize(2);
        assertThat(rows.get(1).id()).isEqualTo("p2");
        assertThat(PoolRows.byPool(rows).get("p3")).isSameAs(rows.get(1));
    }

    @Test
    void theLeastBusyGoIntoOther() {
        List<Pool> pools = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            pools.add(used("pool" + i, "p" + i));
        }
        pools.get(99).meter.window.add(Window.BLOCKED_NANOS, 1_000);
        List<PoolRows.Row> rows = PoolRows.of(pools, ALL, 64);
        assertThat(rows).hasSize(64);
        assertThat(rows).extracting(PoolRows.Row::name).contains("pool100", "other");
        assertThat(rows.stream().mapToInt(row -> row.pools().size()).sum()).isEqualTo(100);
    }

    @Test
    void whatHasJustBegunToStarveIsNotAmongTheOthers() {
        List<Pool> pools = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            Pool pool = used("pool" + i, "p" + i);
            pool.meter.window.add(Window.BLOCKED_NANOS, 60 * SECOND);
            pools.add(pool);
        }
        Pool starving = pool("checkout", "p101");
        Worker busy = new Worker(Thread.currentThread(), 1, starving);
        starving.workers.add(busy);
        Waits waits = new Waits(SamplerSettings.defaults(), new Frames(List.of()), new Submissions());
        ThreadPoolExecutor executor = (ThreadPoolExecutor) EXECUTORS.get(EXECUTORS.size() - 1);
        starving.sample(SECOND, 1, waits);
        executor.getQueue().add(() -> {});
        busy.inTask = true; // without a seat it is not read, and stays there
        starving.sample(2 * SECOND, 1, waits);
        pools.add(starving);
        assertThat(PoolRows.of(pools, ALL, 64)).extracting(PoolRows.Row::name).doesNotContain("checkout");
        starving.sample(4 * SECOND, 1, waits);
        assertThat(PoolRows.of(pools, ALL, 64)).extracting(PoolRows.Row::name).contains("checkout");
    }

    @Test
    void namesAreChosenByGlobs() {
        List<Pool> pools = List.of(used("orders", "p1"), used("orders-io", "p2"), used("http", "p3"));
        assertThat(PoolRows.of(pools, new Globs(List.of("orders*"), List.of("*-io")), 64))
                .extracting(PoolRows.Row::name)
                .containsExactly("orders");
    }
}
