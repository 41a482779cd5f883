package io.poolscope.demo;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.zip.CRC32;

/** Work that costs CPU time: the same amount on a fast machine and on a slow one. */
public final class Work {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Work() {}

    /**
     * Computes until the calling thread has used this much CPU time, in milliseconds.
     *
     * @return a checksum
     */
    public static long compute(double cpuMillis) {
        byte[] page = new byte[4096];
        CRC32 sum = new CRC32();
        long end = THREADS.getCurrentThreadCpuTime() + (long) (cpuMillis * 1_000_000);
        do {
            for (int i = 0; i < 64; i++) {
                sum.update(page);
            }
        } while (THREADS.getCurrentThreadCpuTime() < end);
        return sum.getValue();
    }
}
