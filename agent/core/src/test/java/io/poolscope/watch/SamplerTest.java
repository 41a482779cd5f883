package io.poolscope.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.poolscope.bootstrap.Hooks;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.WorkerState;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sampler on the real pools of this JVM. */
class SamplerTest extends OnRealPools {

    @Test
    void aFixedPoolWithAQueue() {
        ExecutorService pool = keep(Executors.newFixedThreadPool(2, named("fixed-orders")));
        sampler.sample();
        for (int i = 0; i < 7; i++) {
            pool.execute(this::block);
        }
        PoolSnapshot seen = awaitPool(
                "fixed-orders", p -> p.threads().running() + p.threads().blocked() == 2);
        assertThat(seen.kind()).isEqualTo(PoolKind.THREAD_POOL);
        assertThat(seen.type()).isEqualTo("java.util.concurrent.ThreadPoolExecutor");
        assertThat(seen.threads().core()).isEqualTo(2);
        assertThat(seen.threads().max()).isEqualTo(2);
        assertThat(seen.threads().canGrow()).isFalse();
        assertThat(seen.queue().depth()).isEqualTo(5);
        assertThat(seen.queue().unbounded()).isTrue();
        assertThat(seen.queue().capacity()).isNull();
        assertThat(seen.queue().headAgeMs()).isNotNull();
        assertThat(seen.queue().headTask()).isEqualTo("io.poolscope.watch.SamplerTest$$Lambda");
        assertThat(seen.tasks().submitted()).isEqualTo(7);
        assertThat(seen.tasks().rejected()).as("no probes").isNull();
        assertThat(seen.workers()).hasSize(2).allMatch(w -> w.state() != WorkerState.IDLE);
        gate.countDown();
        PoolSnapshot done = awaitPool("fixed-orders", p -> p.tasks().completed() == 7);
        assertThat(done.threads().idle()).isEqualTo(2);
        assertThat(done.queue().waitMs())
                .isNotNull()
                .extracting(waits -> waits.count())
                .isEqualTo(7L);
        assertThat(done.tasks().cancelled()).isZero();
        assertThat(done.history()).isNotEmpty();
    }

    @Test
    void theExecutorInsideAWrapperOfExecutors() {
        ExecutorService pool = keep(Executors.newSingleThreadExecutor(named("lonely")));
        pool.execute(this::block);
        PoolSnapshot seen = awaitPool("lonely", p -> p.threads().size() == 1);
        assertThat(seen.type()).isEqualTo("java.util.concurrent.ThreadPoolExecutor");
        assertThat(seen.threads().max()).isEqualTo(1);
    }

    @Test
    void aWorkerBehindAFactoryThatWrapsTheRunnable() {
        ThreadFactory inner = named("wrapped");
        ExecutorService pool = keep(Executors.newFixedThreadPool(1, task -> inner.newThread(new Wrapping(task))));
        pool.execute(this::block);
        PoolSnapshot seen = awaitPool("wrapped", p -> p.threads().size() == 1);
        assertThat(seen.threads().idle()).isZero();
    }

    private record Wrapping(Runnable wrapped) implements Runnable {
        @Override
        public void run() {
            wrapped.run();
        }
    }

    @Test
    void aWorkerBehindALambdaAndAThreadSubclass() {
        ExecutorService lambda = keep(Executors.newFixedThreadPool(1, task -> {
            Runnable around = () -> task.run();
            return new Thread(around, "by-lambda-1");
        }));
        ExecutorService subclass = keep(Executors.newFixedThreadPool(1, Keeping::new));
        lambda.execute(this::block);
        subclass.execute(this::block);
        awaitPool("by-lambda", p -> p.threads().size() == 1);
        awaitPool("keeping", p -> p.threads().size() == 1);
    }

    private static final class Keeping extends Thread {
        private final Runnable mine;

        Keeping(Runnable mine) {
            super("keeping-1");
            this.mine = mine;
        }

        @Override
        public void run() {
            mine.run();
        }
    }

    @Test
    void aScheduledPoolCountsOnlyWhatIsDue() {
        ScheduledThreadPoolExecutor pool = keep(new ScheduledThreadPoolExecutor(1, named("timer")));
        pool.execute(this::block);
        for (int i = 0; i < 20; i++) {
            pool.schedule(this::block, 1, TimeUnit.HOURS);
        }
        pool.execute(() -> {});
        pool.execute(() -> {});
        PoolSnapshot seen =
                awaitPool("timer", p -> p.threads().size() == 1 && p.threads().idle() == 0);
        assertThat(seen.kind()).isEqualTo(PoolKind.SCHEDULED);
        assertThat(seen.queue().depth()).isEqualTo(2);
        assertThat(seen.queue().headAgeMs()).isNotNull().isPositive();
        assertThat(seen.threads().max()).isEqualTo(1);
        assertThat(seen.threads().configuredMax()).isNull();
    }

    @Test
    void aForkJoinPool() {
        ForkJoinPool pool = keep(new ForkJoinPool(2));
        for (int i = 0; i < 5; i++) {
            pool.execute(() -> {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        PoolSnapshot[] found = {null};
        await().atMost(LONG).until(() -> {
            found[0] = look().pools().stream()
                    .filter(p -> p.kind() == PoolKind.FORK_JOIN && p.threads().idle() == 0)
                    .filter(p -> p.queue().depth() == 3)
                    .findFirst()
                    .orElse(null);
            return found[0] != null;
        });
        assertThat(found[0].name()).matches("ForkJoinPool-\\d+");
        assertThat(found[0].threads().size()).isEqualTo(2);
        assertThat(found[0].threads().max()).isEqualTo(2);
        assertThat(found[0].threads().canGrow()).isFalse();
        assertThat(found[0].queue().headAgeMs()).isNotNull();
        gate.countDown();
        String row = found[0].name();
        awaitPool(
                row,
                p -> p.tasks().completed() == 5
                        && p.threads().idle() == p.threads().size());
    }

    /** The carriers are workers of one pool. JDK 21 and later. */
    @Test
    @org.junit.jupiter.api.condition.EnabledForJreRange(min = org.junit.jupiter.api.condition.JRE.JAVA_21)
    void theSchedulerOfVirtualThreads() throws Exception {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        Thread thread = (Thread) Class.forName("java.lang.Thread$Builder")
                .getMethod("start", Runnable.class)
                .invoke(builder, (Runnable) this::block);
        PoolSnapshot seen = awaitPool("virtual threads", p -> p.threads().size() >= 1);
        assertThat(seen.kind()).isEqualTo(PoolKind.VIRTUAL_SCHEDULER);
        assertThat(look().pools())
                .filteredOn(p -> p.kind() == PoolKind.VIRTUAL_SCHEDULER)
                .hasSize(1);
        gate.countDown();
        thread.join();
    }

    @Test
    void theCommonPool() {
        ForkJoinPool.commonPool().execute(this::block);
        PoolSnapshot seen =
                awaitPool("ForkJoinPool.commonPool", p -> p.threads().size() >= 1);
        assertThat(seen.kind()).isEqualTo(PoolKind.FORK_JOIN);
    }

    @Test
    void workersThatEndAreDroppedButCounted() {
        ThreadPoolExecutor pool =
                keep(new ThreadPoolExecutor(0, 50, 1, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), named("short")));
        sampler.sample();
        for (int i = 0; i < 30; i++) {
            pool.execute(() -> {});
            sampler.sample();
        }
        PoolSnapshot seen =
                awaitPool("short", p -> p.threads().size() == 0 && p.tasks().completed() == 30);
        assertThat(seen.queue().capacity()).isZero();
        pool.shutdown();
        await().atMost(LONG).until(() -> pool("short") == null);
    }

    @Test
    void aCollectedExecutorIsGone() {
        WeakReference<ExecutorService> collected = startAndDrop();
        awaitPool("dropped", p -> true);
        await().atMost(LONG).until(() -> {
            System.gc();
            return pool("dropped") == null && collected.get() == null;
        });
    }

    private static WeakReference<ExecutorService> startAndDrop() {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(0, 1, 200, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), named("dropped"));
        pool.execute(() -> {});
        return new WeakReference<>(pool);
    }

    @Test
    void removedTasksAreCancelled() throws Exception {
        ThreadPoolExecutor pool = keep((ThreadPoolExecutor) Executors.newFixedThreadPool(1, named("cancelling")));
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            futures.add(pool.submit(this::block));
        }
        awaitPool("cancelling", p -> p.queue().depth() == 20);
        futures.subList(6, 21).forEach(future -> future.cancel(false));
        pool.purge();
        PoolSnapshot seen = awaitPool(
                "cancelling", p -> p.tasks().cancelled() != null && p.tasks().cancelled() == 15);
        assertThat(seen.queue().depth()).isEqualTo(5);
        assertThat(seen.tasks().submitted()).isEqualTo(21);
    }

    @Test
    void manyPoolsOfOneNameAreOneRow() {
        for (int i = 0; i < 5; i++) {
            keep(Executors.newFixedThreadPool(1, named("client"))).execute(this::block);
        }
        PoolSnapshot seen = awaitPool("client", p -> p.threads().size() == 5);
        assertThat(seen.instances()).isEqualTo(5);
        assertThat(seen.threads().max()).isEqualTo(5);
        assertThat(seen.workers()).hasSize(5);
    }

    @Test
    void ownThreadsAreNotShown() {
        keep(Executors.newFixedThreadPool(1, named("poolscope-selftest"))).execute(this::block);
        keep(Executors.newFixedThreadPool(1, named("visible"))).execute(this::block);
        awaitPool("visible", p -> true);
        assertThat(look().pools()).noneMatch(p -> p.name().startsWith("poolscope-"));
    }

    @ParameterizedTest
    @MethodSource("readableQueues")
    void queuedTasksAreShownInTheOrderOfService(java.util.concurrent.BlockingQueue<Runnable> queue) throws Exception {
        String name = "order-" + queue.getClass().getSimpleName();
        ThreadPoolExecutor pool = keep(new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, queue, named(name)));
        CountDownLatch running = new CountDownLatch(1);
        pool.execute(() -> {
            running.countDown();
            block();
        });
        running.await();
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Runnable task = new Numbered(i);
            tasks.add(task);
            pool.execute(task);
        }
        PoolSnapshot seen = awaitPool(name, p -> p.threads().size() == 1);
        assertThat(seen.queue().depth()).isEqualTo(5);
        assertThat(seen.queue().type()).isEqualTo(queue.getClass().getName());
        assertThat(seen.queue().headTask()).isEqualTo(Numbered.class.getName());
    }

    private record Numbered(int number) implements Runnable, Comparable<Numbered> {
        @Override
        public void run() {}

        @Override
        public int compareTo(Numbered other) {
            return Integer.compare(number, other.number);
        }
    }

    static Stream<Arguments> readableQueues() {
        return Stream.of(
                        new LinkedBlockingQueue<Runnable>(),
                        new ArrayBlockingQueue<Runnable>(7),
                        new LinkedBlockingDeque<Runnable>(),
                        new LinkedTransferQueue<Runnable>(),
                        new PriorityBlockingQueue<Runnable>())
                .map(Arguments::of);
    }

    @Test
    void aPoolThatWasNeverUsedIsNotListed() {
        ExecutorService unused = keep(Executors.newFixedThreadPool(1, named("idle-orders")));
        ThreadPoolExecutor queueing =
                keep(new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), named("late")));
        queueing.getQueue().add(this::block);
        Hooks.start(false, null, null);
        try {
            Hooks.created(unused);
            Hooks.created(queueing);
            PoolSnapshot waiting =
                    look(p -> p.threads().size() == 0 && p.queue().depth() == 1);
            assertThat(look().pools()).noneMatch(SamplerTest::unused);
            unused.execute(this::block);
            queueing.prestartAllCoreThreads();
            awaitPool("idle-orders", p -> p.threads().size() == 1);
            PoolSnapshot started = awaitPool("late", p -> p.threads().size() == 1);
            assertThat(started.id()).isEqualTo(waiting.id());
        } finally {
            Hooks.stop();
        }
    }

    private static boolean unused(PoolSnapshot pool) {
        return pool.threads().size() == 0 && pool.tasks().submitted() == 0;
    }
}
