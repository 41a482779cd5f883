package io.poolscope.watch;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What the JVM counts of threads and of itself: none of these reads stops anything. In a row each takes 0.4 us of CPU time;
 * alone, every 20 ms, with cold caches, 5 to 25 us, and the CPU time of a process with 1,000 threads 190 us (measured on
 * 17 and 25). So the sampler asks for the number of threads alone in each sample.
 */
class ThreadCounters {
    /**
     * Workers asked for their CPU time at a look, 1 us each; of more, every n-th, in turn. What a worker has used since it was
     * asked last counts then: nothing is lost, and each look has the share of all of them.
     */
    private static final int ASKED = 2_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final boolean cpu = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(bean -> isPause(bean.getName()))
            .toList();
    private final LongSupplier processCpu = processCpu();

    /** Some beans count what runs beside the application: "ZGC Cycles", "Shenandoah Cycles", "G1 Concurrent GC". */
    private static boolean isPause(String collector) {
        return !collector.contains("Cycles") && !collector.contains("Concurrent");
    }

    private static LongSupplier processCpu() {
        try {
            if (ManagementFactory.getOperatingSystemMXBean()
                    instanceof com.sun.management.OperatingSystemMXBean system) {
                return system::getProcessCpuTime;
            }
        } catch (LinkageError e) {
            return () -> -1; // a run-time image without the module jdk.management
        }
        return () -> -1;
    }

    /** CPU nanoseconds of the whole process; -1 where the JVM does not tell. */
    long processCpuNanos() {
        return processCpu.getAsLong();
    }

    /** Nanoseconds of all pauses that the collectors count, to a millisecond. */
    long collectedNanos() {
        long millis = 0;
        for (int i = 0; i < collectors.size(); i++) {
            millis += Math.max(0, collectors.get(i).getCollectionTime());
        }
        return millis * 1_000_000;
    }

    /** Threads ever started in this JVM: unchanged, there is no new worker to look for. */
    long started() {
        return threads.getTotalStartedThreadCount();
    }

    /** CPU nanoseconds of a thread; -1 where the JVM does not tell, or the thread has ended. */
    long cpuNanos(long tid) {
        return cpu ? threads.getThreadCpuTime(tid) : -1;
    }

    /**
     * Asks for what the workers of a pool have used.
     *
     * @param look number of the look
     * @param workers of all pools
     */
    void cpu(Pool pool, long look, int workers) {
        if (!cpu || !pool.family().judged()) {
            return;
        }
        if (!pool.moved()) {
            pool.meter.cpuNanos = 0;
            return;
        }
        long used = 0;
        int every = 1 + (workers - 1) / ASKED;
        for (int i = 0; i < pool.workers.size(); i++) {
            Worker worker = pool.workers.get(i);
            // One that idles, or stands in one wait, since it was last asked has used next to nothing: a system call of
            // 0.5 us less. What it did use is found when it is asked again.
            if ((i + look) % every == 0 && (worker.cpuNanos < 0 || worker.mayHaveRun())) {
                long nanos = cpuNanos(worker.tid);
                if (nanos >= 0) {
                    used += worker.cpuNanos < 0 ? 0 : nanos - worker.cpuNanos;
                    worker.cpuNanos = nanos;
                }
                worker.cpuAsked();
            }
        }
        pool.meter.cpuNanos = used;
    }

    /** CPU nanoseconds of the calling thread; 0 where the JVM does not tell. */
    long ownCpuNanos() {
        return cpu ? threads.getCurrentThreadCpuTime() : 0;
    }

    /** Whether CPU times can be had at all. */
    boolean measuresCpu() {
        return cpu;
    }
}
