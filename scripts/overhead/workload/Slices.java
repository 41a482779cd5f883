package workload;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Measures a workload in slices, by the CPU time of the threads that do the work. */
final class Slices {
    /** Slices that count, after as many that warm up. */
    private static final int SLICES = 15;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What operations return goes here, so that the JIT cannot leave them out. */
    static long sink;

    /** Some operations. */
    interface Slice {
        /** Runs them; returns the CPU nanoseconds used, or in a batch what they returned. */
        long run() throws Exception;
    }

    private Slices() {}

    /**
     * Prints "name nanoseconds-of-CPU-per-operation": of the fastest slice of the second half, as what disturbs a slice (a
     * neighbour, a cold cache) only ever adds to it.
     */
    static void measure(String name, int operations, Slice slice) throws Exception {
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
    static long batches(int times, Slice batch) throws Exception {
        long before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            sink += batch.run();
        }
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    /** CPU nanoseconds that these threads have used. */
    static long cpu(Iterable<Thread> threads) {
        long sum = 0;
        for (Thread thread : threads) {
            sum += THREADS.getThreadCpuTime(thread.getId());
        }
        return sum;
    }

    /** CPU nanoseconds that the thread with this id has used. */
    static long cpu(long id) {
        return THREADS.getThreadCpuTime(id);
    }
}
