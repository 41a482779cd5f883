package io.poolscope.tests.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * More of one thing than anybody has; the argument says of which. After {@code go} the pool {@code checkout} starves in
 * the midst of it, as that of {@link IllPools} does. Every ten seconds it says {@code rate N}: what it does, a second.
 */
public final class Bounds {

    private static final int TEN_THOUSAND = 10_000;
    private static final int POOLS = 1_000;
    private static final int MILLION = 1_000_000;
    private static final int EXECUTORS_A_SECOND = 5_000;
    /** Tasks in one round of a storm, as leaves of a tree. */
    private static final int LEAVES = 1 << 16;
    /** As deep as a storm's queue may be: the storm is about tasks, not about a backlog. */
    private static final int BACKLOG = 10_000;

    private static final int SECONDS = 10;

    private static final LongAdder done = new LongAdder();

    private Bounds() {}

    public static void main(String[] args) throws Exception {
        Lifeline.hold();
        switch (args[0]) {
            case "threads" -> threads();
            case "pools" -> pools();
            case "stacks" -> ManyStacks.start(done);
            case "virtual" -> virtual();
            case "executors" -> executors();
            case "storm" -> storm();
            default -> throw new IllegalArgumentException(args[0]);
        }
        Threads.start("rates", Bounds::rates);
        Lifeline.moment("there");
        Lifeline.awaitGo();
        IllPools.starvation();
        Lifeline.moment("ill");
        Lifeline.stay();
    }

    private static void rates() throws InterruptedException {
        while (true) {
            Thread.sleep(1_000L * SECONDS);
            Lifeline.say("rate " + done.sumThenReset() / SECONDS);
        }
    }

    /** Twenty pools of 500 threads; every other thread has a task that sleeps up to two seconds at a time, for ever. */
    private static void threads() {
        for (int i = 0; i < 20; i++) {
            ThreadPoolExecutor pool = (ThreadPoolExecutor)
                    Executors.newFixedThreadPool(TEN_THOUSAND / 20, Threads.named("wide-" + name(i)));
            pool.prestartAllCoreThreads();
            for (int j = 0; j < TEN_THOUSAND / 40; j++) {
                pool.execute(() -> nap(pool, 2_000));
            }
        }
    }

    private static void nap(ThreadPoolExecutor pool, int most) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000L * most));
        done.increment();
        pool.execute(() -> nap(pool, most));
    }

    /** Each with two threads, one of which is always in a task that sleeps. */
    private static void pools() {
        for (int i = 0; i < POOLS; i++) {
            ThreadPoolExecutor pool =
                    (ThreadPoolExecutor) Executors.newFixedThreadPool(2, Threads.named("many-" + name(i)));
            pool.execute(() -> nap(pool, 1_000));
        }
    }

    /** Letters: digits do not tell one pool's name from another's. */
    private static String name(int number) {
        StringBuilder name = new StringBuilder();
        for (int rest = number, i = 0; i < 3; i++, rest /= 26) {
            name.append((char) ('a' + rest % 26));
        }
        return name.toString();
    }

    /** Each sleeps for half a minute at a time, for ever. */
    private static void virtual() throws Exception {
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        for (int i = 0; i < MILLION; i++) {
            virtual.execute(() -> Threads.endless(() -> {
                Thread.sleep(ThreadLocalRandom.current().nextInt(60_000));
                done.increment();
            }));
        }
    }

    /** Each takes one task, is asked for its result, and is shut down. */
    private static void executors() {
        int makers = 2;
        for (int maker = 0; maker < makers; maker++) {
            Threads.start("maker-" + maker, () -> {
                long next = System.nanoTime();
                while (true) {
                    ExecutorService pool = Executors.newFixedThreadPool(1, Threads.named("brief"));
                    pool.submit(() -> "done").get();
                    pool.shutdown();
                    done.increment();
                    next += 1_000_000_000L * makers / EXECUTORS_A_SECOND;
                    LockSupport.parkNanos(next - System.nanoTime());
                }
            });
        }
    }

    /** As many tasks as the machine can run: half of the rounds in a fork-join pool, half by a queue. */
    private static void storm() {
        ForkJoinPool forks = new ForkJoinPool(2);
        ThreadPoolExecutor queue =
                new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), Threads.named("storm"));
        Threads.start("caller", () -> {
            List<Runnable> rounds = new ArrayList<>();
            rounds.add(() -> forks.invoke(new Tree(LEAVES)));
            rounds.add(() -> {
                for (int i = 0; i < LEAVES; i++) {
                    queue.execute(done::increment);
                    while (queue.getQueue().size() > BACKLOG) {
                        Thread.onSpinWait();
                    }
                }
            });
            while (true) {
                // A task of the tree is ten times quicker than one of the queue: as much time for both.
                for (int i = 0; i < 10; i++) {
                    rounds.get(0).run();
                }
                rounds.get(1).run();
            }
        });
    }

    private static final class Tree extends RecursiveAction {
        private static final long serialVersionUID = 1;

        private final int leaves;

        Tree(int leaves) {
            this.leaves = leaves;
        }

        @Override
        protected void compute() {
            if (leaves == 1) {
                done.increment();
                return;
            }
            Tree other = new Tree(leaves / 2);
            other.fork();
            new Tree(leaves - leaves / 2).compute();
            other.join();
        }
    }
}
