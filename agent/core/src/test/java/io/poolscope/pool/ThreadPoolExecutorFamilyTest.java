package io.poolscope.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poolscope.watch.OpenedJdk;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(OpenedJdk.class)
class ThreadPoolExecutorFamilyTest {
    private final PoolFamily family = Pools.all().get(0);

    /** Refuses while the pool can still grow, as Tomcat's queue does: nobody but the application knows when. */
    private static final class Refusing extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return size() > 1 && super.offer(task);
        }
    }

    static Stream<Arguments> pools() {
        return Stream.of(
                // core, max, queue, tasks, effective max, can grow
                Arguments.of(2, 8, new LinkedBlockingQueue<Runnable>(), 5, 2, false),
                Arguments.of(0, 8, new LinkedBlockingQueue<Runnable>(), 5, 1, false),
                Arguments.of(2, 8, new PriorityBlockingQueue<Runnable>(), 2, 2, false),
                Arguments.of(2, 8, new LinkedBlockingQueue<Runnable>(10), 5, 8, false),
                Arguments.of(2, 8, new LinkedBlockingQueue<Runnable>(3), 5, 8, true),
                Arguments.of(2, 8, new ArrayBlockingQueue<Runnable>(3), 5, 8, true),
                Arguments.of(2, 8, new ArrayBlockingQueue<Runnable>(4), 5, 8, false),
                Arguments.of(2, 8, new LinkedBlockingDeque<Runnable>(3), 5, 8, true),
                Arguments.of(2, 2, new ArrayBlockingQueue<Runnable>(3), 5, 2, false),
                Arguments.of(2, 8, new SynchronousQueue<Runnable>(), 2, 8, true),
                Arguments.of(2, 2, new SynchronousQueue<Runnable>(), 2, 2, false),
                Arguments.of(0, Integer.MAX_VALUE, new SynchronousQueue<Runnable>(), 2, null, true),
                Arguments.of(2, 8, new Refusing(), 2, 8, true));
    }

    @ParameterizedTest
    @MethodSource("pools")
    void limitsAndGrowth(
            int core, int max, BlockingQueue<Runnable> queue, int tasks, @Nullable Integer effective, boolean grows) {
        CountDownLatch gate = new CountDownLatch(1);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(core, max, 1, TimeUnit.MINUTES, queue);
        try {
            for (int i = 0; i < tasks; i++) {
                pool.execute(new Waiting(gate));
            }
            assertThat(family.limits(pool).core()).isEqualTo(core);
            assertThat(family.limits(pool).max()).isEqualTo(effective);
            assertThat(family.limits(pool).configuredMax()).isEqualTo(max == Integer.MAX_VALUE ? null : max);
            assertThat(family.canGrow(pool)).isEqualTo(grows);
        } finally {
            gate.countDown();
            pool.shutdownNow();
        }
    }

    private record Waiting(CountDownLatch gate) implements Runnable, Comparable<Waiting> {
        @Override
        public void run() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public int compareTo(Waiting other) {
            return 0;
        }
    }

    @Test
    void aScheduledPoolNeverGrowsPastCore() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(3);
        assertThat(family.limits(pool)).isEqualTo(new Limits(3, 3, null));
        assertThat(family.canGrow(pool)).as("up to core each task adds one").isTrue();
        pool.prestartAllCoreThreads();
        assertThat(family.canGrow(pool)).isFalse();
        pool.shutdownNow();
        // Threads that were started leave in their own time.
        await().atMost(Duration.ofSeconds(30)).until(() -> family.terminated(pool));
    }

    @Test
    void aPoolThatWasShutDownDoesNotGrow() {
        CountDownLatch gate = new CountDownLatch(1);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 4, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
        pool.execute(new Waiting(gate));
        assertThat(family.canGrow(pool)).isTrue();
        pool.shutdown();
        assertThat(family.canGrow(pool)).isFalse();
        assertThat(family.terminated(pool)).isFalse();
        gate.countDown();
    }
}
