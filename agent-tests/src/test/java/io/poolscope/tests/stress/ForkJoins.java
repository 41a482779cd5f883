package io.poolscope.tests.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fork-join pools: recursion, help, compensation of waits, cancellation, ends. */
final class ForkJoins {

    private ForkJoins() {}

    static void addTo(Map<String, Callable<?>> trials) {
        trials.put("recursion", ForkJoins::recursion);
        trials.put("counted completers", ForkJoins::completers);
        trials.put("managed blockers are compensated", ForkJoins::managedBlockers);
        trials.put("joins of stages are compensated", ForkJoins::stagesJoined);
        trials.put("helpers run what they wait for", ForkJoins::helping);
        trials.put("a failure deep down", ForkJoins::failure);
        trials.put("a cancelled fork", ForkJoins::cancelled);
        trials.put("an interrupted get in a fork-join pool", ForkJoins::interrupted);
        trials.put("shutdownNow of waiting workers", ForkJoins::shutdownNow);
        trials.put("parallel streams", ForkJoins::streams);
        trials.put("tasks first in, first out", ForkJoins::asyncMode);
    }

    private static final class Sum extends RecursiveTask<Long> {
        private final int from;
        private final int to;

        Sum(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        protected Long compute() {
            if (to - from <= 4) {
                return IntStream.range(from, to).asLongStream().sum();
            }
            int middle = (from + to) / 2;
            Sum left = new Sum(from, middle);
            Sum right = new Sum(middle, to);
            if (from % 3 == 0) {
                invokeAll(left, right);
                return left.join() + right.join();
            }
            left.fork();
            return right.compute() + left.join();
        }
    }

    private static String recursion() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(3);
        List<ForkJoinTask<Long>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(pool.submit(new Sum(0, 1_000)));
        }
        long sum = 0;
        for (ForkJoinTask<Long> each : all) {
            sum += each.get(Trials.SECONDS, TimeUnit.SECONDS);
        }
        sum += pool.invoke(new Sum(0, 1_000));
        return "sum " + sum + ", quiet " + pool.awaitQuiescence(Trials.SECONDS, TimeUnit.SECONDS) + ", ended "
                + Trials.ended(pool);
    }

    private static final class Count extends CountedCompleter<Void> {
        private final int depth;
        private final transient AtomicInteger leaves;

        Count(@Nullable CountedCompleter<?> parent, int depth, AtomicInteger leaves) {
            super(parent);
            this.depth = depth;
            this.leaves = leaves;
        }

        @Override
        public void compute() {
            if (depth > 0) {
                setPendingCount(2);
                new Count(this, depth - 1, leaves).fork();
                new Count(this, depth - 1, leaves).fork();
            } else {
                leaves.incrementAndGet();
            }
            tryComplete();
        }
    }

    private static String completers() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(3);
        AtomicInteger leaves = new AtomicInteger();
        pool.submit(new Count(null, 8, leaves)).get(Trials.SECONDS, TimeUnit.SECONDS);
        return leaves + " leaves, ended " + Trials.ended(pool);
    }

    /** Six workers have to stand in a wait at once, in a pool of two. */
    private static String managedBlockers() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(2);
        CountDownLatch all = new CountDownLatch(6);
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            tasks.add(pool.submit(() -> {
                all.countDown();
                ForkJoinPool.managedBlock(new ForkJoinPool.ManagedBlocker() {
                    @Override
                    public boolean block() throws InterruptedException {
                        return all.await(Trials.SECONDS, TimeUnit.SECONDS);
                    }

                    @Override
                    public boolean isReleasable() {
                        return all.getCount() == 0;
                    }
                });
                return "met";
            }));
        }
        long met = tasks.stream().filter(one -> Trials.end(one).equals("met")).count();
        return met + " met, ended " + Trials.ended(pool);
    }

    /** Each task waits for a stage that a later one completes: without spare threads the first two stand for ever. */
    private static String stagesJoined() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(2);
        List<CompletableFuture<Integer>> stages = new ArrayList<>();
        for (int i = 0; i <= 8; i++) {
            stages.add(new CompletableFuture<>());
        }
        List<Future<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            tasks.add(pool.submit(() -> {
                CompletableFuture<Integer> next = stages.get(number + 1);
                int value = 1 + (number % 2 == 0 ? next.join() : next.get(Trials.SECONDS, TimeUnit.SECONDS));
                stages.get(number).complete(value);
                return value;
            }));
        }
        pool.execute(() -> stages.get(8).complete(0));
        String first = Trials.end(tasks.get(0));
        return first + ", ended " + Trials.ended(pool);
    }

    private static String helping() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        Future<Integer> result = pool.submit(() -> {
            int sum = 0;
            for (int i = 0; i < 20; i++) {
                int number = i;
                ForkJoinTask<Integer> forked = ForkJoinTask.adapt(() -> number).fork();
                CompletableFuture<Integer> stage =
                        CompletableFuture.supplyAsync(() -> number, pool).thenApplyAsync(x -> x + 1, pool);
                sum += stage.join() + forked.join();
            }
            return sum;
        });
        return Trials.end(result) + ", ended " + Trials.ended(pool);
    }

    private static String failure() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(2);
        IllegalStateException thrown = new IllegalStateException("deep");
        CompletableFuture<Object> stage = CompletableFuture.supplyAsync(() -> 1, pool)
                .thenApplyAsync(
                        x -> {
                            throw thrown;
                        },
                        pool)
                .thenCombine(CompletableFuture.supplyAsync(() -> 2, pool), (a, b) -> a)
                .whenComplete((value, e) -> {});
        boolean same = false;
        try {
            stage.get(Trials.SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            same = e.getCause() == thrown;
        }
        ForkJoinTask<?> task = pool.submit(() -> {
            ForkJoinTask.adapt(() -> {
                        throw thrown;
                    })
                    .fork()
                    .join();
        });
        task.quietlyJoin();
        boolean found = false;
        for (Throwable e = task.getException(); e != null; e = e.getCause()) {
            found |= String.valueOf(e.getMessage()).contains("deep");
        }
        return "same " + same + ", found " + found + ", suppressed " + thrown.getSuppressed().length + ", ended "
                + Trials.ended(pool);
    }

    private static String cancelled() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        pool.execute(() -> {
            begun.countDown();
            Trials.awaitQuietly(go);
        });
        Trials.await(begun);
        AtomicInteger ran = new AtomicInteger();
        ForkJoinTask<?> victim = pool.submit(() -> ran.incrementAndGet());
        ForkJoinTask<?> next = pool.submit(() -> "next");
        boolean cancelled = victim.cancel(true);
        go.countDown();
        return cancelled + ", " + Trials.end(victim) + ", " + Trials.end(next) + ", ran " + ran + ", ended "
                + Trials.ended(pool);
    }

    private static String interrupted() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(2);
        CompletableFuture<String> open = new CompletableFuture<>();
        Thread[] worker = new Thread[1];
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> wait = pool.submit(() -> {
            worker[0] = Thread.currentThread();
            begun.countDown();
            return Trials.end(open::get) + ", flag " + Thread.interrupted();
        });
        Trials.await(begun);
        Trials.awaitWaiting(worker[0]);
        worker[0].interrupt();
        return Trials.end(wait) + ", ended " + Trials.ended(pool);
    }

    private static String shutdownNow() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(3);
        CountDownLatch begun = new CountDownLatch(3);
        AtomicInteger interrupted = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            pool.execute(() -> {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                }
            });
        }
        Trials.await(begun);
        Future<?> queued = pool.submit(() -> "never runs");
        pool.shutdownNow();
        boolean ended = Trials.ended(pool);
        return "interrupted " + interrupted + ", queued is done " + queued.isDone() + ", ended " + ended;
    }

    private static String streams() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(3);
        long own = pool.submit(() ->
                        IntStream.range(0, 10_000).parallel().asLongStream().sum())
                .get(Trials.SECONDS, TimeUnit.SECONDS);
        long common = IntStream.range(0, 10_000).parallel().asLongStream().sum();
        return own + ", " + common + ", ended " + Trials.ended(pool);
    }

    private static String asyncMode() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
        StringBuffer order = new StringBuffer();
        pool.submit(() -> {
                    for (int i = 0; i < 10; i++) {
                        int number = i;
                        ForkJoinTask.adapt(() -> {
                                    order.append(number);
                                })
                                .fork();
                    }
                })
                .get(Trials.SECONDS, TimeUnit.SECONDS);
        boolean ended = Trials.ended(pool);
        return order + ", ended " + ended;
    }
}
