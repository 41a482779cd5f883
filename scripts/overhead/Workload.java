import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
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
 * One JVM's worth of micro-workloads. Prints "name nanoseconds-of-CPU-per-operation" for each: the median over slices of
 * the CPU time of the threads that do the work, so that neither preemption nor poolscope's own thread counts.
 */
public final class Workload {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Slices that count, after as many that warm up. */
    private static final int SLICES = 5;
    private static long sink;

    private interface Slice {
        /** Runs operations; returns CPU nanoseconds used. */
        long run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        // Probes are installed beside main: give every variant the same start, then measure.
        Thread.sleep(3000);
        if (args.length > 0 && args[0].equals("idle-pools")) {
            idlePools();
            return;
        }
        futureGetDone();
        joinDone();
        lock();
        execute();
        handover();
        fib();
        System.exit(sink == 42 ? 1 : 0);
    }

    private static void measure(String name, int operations, Slice slice) throws Exception {
        for (int i = 0; i < SLICES; i++) {
            slice.run();
        }
        double[] perOperation = new double[SLICES];
        for (int i = 0; i < SLICES; i++) {
            perOperation[i] = (double) slice.run() / operations;
        }
        Arrays.sort(perOperation);
        System.out.printf("%s %.4f%n", name, perOperation[SLICES / 2]);
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
        int n = 20_000_000;
        measure("completed-get", n, () -> {
            long before = THREADS.getCurrentThreadCpuTime();
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += done[i & 1023].get();
            }
            sink += sum;
            return THREADS.getCurrentThreadCpuTime() - before;
        });
    }

    private static void joinDone() throws Exception {
        @SuppressWarnings("unchecked")
        CompletableFuture<Integer>[] done = new CompletableFuture[1024];
        for (int i = 0; i < done.length; i++) {
            done[i] = CompletableFuture.completedFuture(7);
        }
        int n = 20_000_000;
        measure("completed-join", n, () -> {
            long before = THREADS.getCurrentThreadCpuTime();
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += done[i & 1023].join();
            }
            sink += sum;
            return THREADS.getCurrentThreadCpuTime() - before;
        });
    }

    private static void lock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        int n = 5_000_000;
        measure("uncontended-lock", n, () -> {
            long before = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < n; i++) {
                lock.lock();
                try {
                    sink++;
                } finally {
                    lock.unlock();
                }
            }
            return THREADS.getCurrentThreadCpuTime() - before;
        });
    }

    /**
     * No-op tasks: submitted while the worker is held, then run in one go, so that no operation parks and the two
     * threads never touch the queue at once.
     */
    private static void execute() throws Exception {
        Thread[] worker = new Thread[1];
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), r -> worker[0] = new Thread(r, "bench-1"));
        int n = 200_000;
        Runnable nothing = () -> {};
        measure("noop-execute", n, () -> {
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
            for (int i = 0; i < n; i++) {
                pool.execute(nothing);
            }
            pool.execute(end::countDown);
            hold.countDown();
            end.await();
            return cpu(Thread.currentThread(), worker[0]) - before;
        });
        pool.shutdown();
    }

    /** Submit and wait for the result: two parks and two wake-ups. */
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

    /** A thousand pool threads, half of them blocked in tasks: what does poolscope's own thread cost? */
    private static void idlePools() throws Exception {
        for (int p = 0; p < 20; p++) {
            ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(50);
            pool.prestartAllCoreThreads();
            for (int i = 0; i < 25; i++) {
                pool.execute(() -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
        Thread.sleep(20_000); // past the start's work
        long id = own();
        long before = id == 0 ? 0 : THREADS.getThreadCpuTime(id);
        long from = System.nanoTime();
        Thread.sleep(60_000);
        long used = id == 0 ? 0 : THREADS.getThreadCpuTime(id) - before;
        System.out.printf("own-thread-percent-of-a-core %.4f%n", 100.0 * used / (System.nanoTime() - from));
        System.exit(0);
    }

    private static long own() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("poolscope")) {
                return thread.getId();
            }
        }
        return 0;
    }
}
