import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One JVM's worth of micro-workloads. Prints "name nanoseconds-of-CPU-per-operation" for each: the least over slices of
 * the CPU time of the threads that do the work, so that neither preemption nor poolscope's own thread counts.
 *
 * <p>Argument: a group of workloads ({@code completed}, {@code lock}, {@code execute}, {@code hand-over},
 * {@code fork-join}), or {@code own} and how many threads.
 */
public final class Workload {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Slices that count, after as many that warm up. */
    private static final int SLICES = 15;
    private static long sink;

    private interface Slice {
        /** Runs operations; returns CPU nanoseconds used. */
        long run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        // Probes are installed beside main: give every variant the same start, then measure.
        Thread.sleep(1500);
        switch (args[0]) {
            case "completed" -> {
                futureGetDone();
                joinDone();
            }
            case "lock" -> lock();
            case "fork-join" -> fib();
            case "execute" -> execute();
            case "hand-over" -> handover();
            case "own" -> own(Integer.parseInt(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.exit(sink == 42 ? 1 : 0);
    }

    /** The fastest slice of the second half: what disturbs a slice (a neighbour, a cold cache) only ever adds to it. */
    private static void measure(String name, int operations, Slice slice) throws Exception {
        for (int i = 0; i < SLICES; i++) {
            slice.run();
        }
        double best = Double.MAX_VALUE;
        for (int i = 0; i < SLICES; i++) {
            best = Math.min(best, (double) slice.run() / operations);
        }
        System.out.printf("%s %.4f%n", name, best);
    }

    /** Calls a batch often enough for a slice: batches get compiled as methods, a long loop only on the way. */
    private static long batches(int times, Slice batch) throws Exception {
        long before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            sink += batch.run();
        }
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private static long cpu(Thread... threads) {
        long sum = 0;
        for (Thread thread : threads) {
            sum += THREADS.getThreadCpuTime(thread.getId());
        }
        return sum;
    }

    private static void futureGetDone() throws Exception {
        // Many of them, so that the JIT cannot lift the call out of the loop.
        @SuppressWarnings("unchecked")
        FutureTask<Integer>[] done = new FutureTask[1024];
        for (int i = 0; i < done.length; i++) {
            done[i] = new FutureTask<>(() -> 7);
            done[i].run();
        }
        measure("completed-get", 10_000 * done.length, () -> batches(10_000, () -> {
            long sum = 0;
            for (FutureTask<Integer> one : done) {
                sum += one.get();
            }
            return sum;
        }));
    }

    private static void joinDone() throws Exception {
        @SuppressWarnings("unchecked")
        CompletableFuture<Integer>[] done = new CompletableFuture[1024];
        for (int i = 0; i < done.length; i++) {
            done[i] = CompletableFuture.completedFuture(7);
        }
        measure("completed-join", 10_000 * done.length, () -> batches(10_000, () -> {
            long sum = 0;
            for (CompletableFuture<Integer> one : done) {
                sum += one.join();
            }
            return sum;
        }));
    }

    private static void lock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        int n = 1000;
        measure("uncontended-lock", 2_000 * n, () -> batches(2_000, () -> {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                lock.lock();
                try {
                    sum++;
                } finally {
                    lock.unlock();
                }
            }
            return sum;
        }));
    }

    /**
     * No-op tasks: submitted while the worker is held, then run in one go, so that no operation parks and the two
     * threads never touch the queue at once.
     */
    private static void execute() throws Exception {
        Thread[] worker = new Thread[1];
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), r -> worker[0] = new Thread(r, "bench-1"));
        int n = 2_000;
        int batches = 100;
        Runnable nothing = () -> {};
        measure("noop-execute", batches * n, () -> {
            long sum = 0;
            for (int batch = 0; batch < batches; batch++) {
                CountDownLatch hold = new CountDownLatch(1);
                CountDownLatch held = new CountDownLatch(1);
                CountDownLatch end = new CountDownLatch(1);
                pool.execute(() -> {
                    held.countDown();
                    try {
                        hold.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                held.await();
                long before = cpu(Thread.currentThread(), worker[0]);
                submit(pool, nothing, n);
                pool.execute(end::countDown);
                hold.countDown();
                end.await();
                sum += cpu(Thread.currentThread(), worker[0]) - before;
            }
            return sum;
        });
        pool.shutdown();
    }

    private static void submit(ThreadPoolExecutor pool, Runnable task, int times) {
        for (int i = 0; i < times; i++) {
            pool.execute(task);
        }
    }

    /**
     * Submit and wait for the result: two parks and two wake-ups. To be run on one processor: a thread that is woken on
     * another, idle one costs 4 or 40 us on a virtual machine, by how deep that one sleeps.
     */
    private static void handover() throws Exception {
        Thread[] worker = new Thread[1];
        ExecutorService pool = Executors.newFixedThreadPool(1, r -> worker[0] = new Thread(r, "bench-2"));
        Callable<Integer> seven = () -> 7;
        pool.submit(seven).get();
        int n = 2_000;
        measure("submit-and-get", n, () -> {
            long before = cpu(Thread.currentThread(), worker[0]);
            for (int i = 0; i < n; i++) {
                sink += pool.submit(seven).get();
            }
            return cpu(Thread.currentThread(), worker[0]) - before;
        });
        // The same inside a worker of another pool: here the probes keep their books.
        Thread[] outer = new Thread[1];
        ExecutorService outerPool = Executors.newFixedThreadPool(1, r -> outer[0] = new Thread(r, "bench-3"));
        measure("submit-and-get-in-task", n, () -> outerPool
                .submit(() -> {
                    long before = cpu(outer[0], worker[0]);
                    for (int i = 0; i < n; i++) {
                        sink += pool.submit(seven).get();
                    }
                    return cpu(outer[0], worker[0]) - before;
                })
                .get());
        pool.shutdown();
        outerPool.shutdown();
    }

    private static final class Fib extends RecursiveTask<Integer> {
        private final int n;

        Fib(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            Fib left = new Fib(n - 1);
            left.fork();
            return new Fib(n - 2).compute() + left.join();
        }
    }

    private static void fib() throws Exception {
        Thread[] worker = new Thread[1];
        ForkJoinPool pool = new ForkJoinPool(
                1,
                p -> {
                    var thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(p);
                    worker[0] = thread;
                    return thread;
                },
                null,
                false);
        pool.invoke(new Fib(5));
        measure("fork-join-fib", 1, () -> {
            long before = cpu(worker[0]);
            for (int i = 0; i < 20; i++) {
                sink += pool.submit(new Fib(20)).get();
            }
            return cpu(worker[0]) - before;
        });
        pool.shutdown();
    }

    /**
     * What poolscope's own thread costs beside 20 pools, half of whose threads are blocked in tasks; with 0 threads,
     * beside none.
     */
    private static void own(int threads) throws Exception {
        for (int p = 0; p < 20 && threads > 0; p++) {
            ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(threads / 20);
            pool.prestartAllCoreThreads();
            for (int i = 0; i < threads / 40; i++) {
                pool.execute(() -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
        Thread.sleep(120_000); // past the start's work, and the CPU that is granted for it
        long id = poolscope();
        long before = THREADS.getThreadCpuTime(id);
        long from = System.nanoTime();
        Thread.sleep(60_000);
        long used = THREADS.getThreadCpuTime(id) - before;
        System.out.printf("own-thread-percent-of-a-core %.4f%n", 100.0 * used / (System.nanoTime() - from));
        System.exit(0);
    }

    private static long poolscope() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("poolscope")) {
                return thread.getId();
            }
        }
        throw new IllegalStateException("no thread named poolscope");
    }
}
