package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.PoolSnapshot;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What counters are made of, on real pools. */
class TotalsTest extends OnRealPools {
    private record Sums(double started, double waitMs, double ended, double runMs, double latches, double latchMs) {}

    private static Sums sums(PoolSnapshot pool) {
        PoolSnapshot.Totals totals = Objects.requireNonNull(pool.totals());
        PoolSnapshot.Blocked latch = totals.blocked().getOrDefault(BlockKind.LATCH, new PoolSnapshot.Blocked(0, 0));
        return new Sums(
                Objects.requireNonNull(totals.started()),
                Objects.requireNonNull(totals.waitMs()),
                Objects.requireNonNull(totals.ended()),
                Objects.requireNonNull(totals.runMs()),
                latch.waits(),
                latch.ms());
    }

    @Test
    void totalsGrowWithEachTaskAndOutliveTheWorkers() {
        ThreadPoolExecutor pool = keep(
                new ThreadPoolExecutor(2, 2, 50, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), named("sums")));
        pool.allowCoreThreadTimeOut(true);
        sampler.sample();
        for (int i = 0; i < 7; i++) {
            pool.execute(this::block);
        }
        PoolSnapshot stuck = awaitPool("sums", p -> sums(p).runMs() > 1000);
        assertThat(sums(stuck).started()).isEqualTo(2);
        assertThat(sums(stuck).ended()).isZero();
        assertThat(sums(stuck).latches()).isEqualTo(2);
        assertThat(sums(stuck).latchMs())
                .isBetween(sums(stuck).runMs() * 0.5, sums(stuck).runMs());

        gate.countDown();
        PoolSnapshot done = awaitPool("sums", p -> p.threads().size() == 0 && sums(p).ended() == 7);
        assertThat(sums(done).started()).isEqualTo(7);
        assertThat(sums(done).waitMs())
                .as("five waited 500 ms, told to a sample, which a busy machine makes longer")
                .isGreaterThan(5 * 250);
        assertThat(sums(done).runMs()).isGreaterThanOrEqualTo(sums(stuck).runMs());
        assertThat(sums(done).latchMs()).isGreaterThanOrEqualTo(sums(stuck).latchMs());
    }

    /** No wait of a single task is known then, but their sum is. */
    @Test
    void totalsOfAQueueThatIsNotFirstInFirstOut() {
        ThreadPoolExecutor pool =
                keep(new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new PriorityBlockingQueue<>(), named("urgent")));
        sampler.sample();
        pool.execute(this::block);
        for (int i = 0; i < 4; i++) {
            pool.execute(new Urgent(i));
        }
        PoolSnapshot stuck = awaitPool("urgent", p -> sums(p).runMs() > 300);
        assertThat(sums(stuck).waitMs()).isGreaterThan(4 * 200);
        gate.countDown();
        PoolSnapshot done = awaitPool("urgent", p -> sums(p).ended() == 5);
        assertThat(sums(done).started()).isEqualTo(5);
    }

    @Test
    void totalsOfARowDoNotFallWhenOneOfItsExecutorsEnds() {
        ExecutorService first = keep(Executors.newFixedThreadPool(1, named("shared")));
        ExecutorService second = keep(Executors.newFixedThreadPool(1, named("shared")));
        sampler.sample();
        for (int i = 0; i < 10; i++) {
            first.execute(() -> {});
            second.execute(() -> {});
        }
        second.execute(this::block);
        PoolSnapshot both = awaitPool("shared", p -> p.tasks().completed() == 20);
        assertThat(both.instances()).isEqualTo(2);
        first.execute(() -> {});
        first.shutdown();
        PoolSnapshot one = awaitPool("shared", p -> p.instances() == 1);
        assertThat(one.id()).as("series are told apart by it").isEqualTo(both.id());
        assertThat(one.tasks().submitted()).isEqualTo(22);
        assertThat(one.tasks().completed()).isEqualTo(21);
        assertThat(sums(one).started()).isEqualTo(22);
        assertThat(sums(one).ended()).isEqualTo(21);
    }

    private record Urgent(int number) implements Runnable, Comparable<Urgent> {
        @Override
        public void run() {}

        @Override
        public int compareTo(Urgent other) {
            return Integer.compare(number, other.number);
        }
    }
}
