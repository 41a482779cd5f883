package io.poolscope.agent;

import io.poolscope.snapshot.SelfCost;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What poolscope's thread costs: its CPU time since it began, and per look over the window. Used by that thread only.
 */
final class OwnCost {
    /** Looks that the window holds at one a second. */
    private static final int LOOKS = 60;
    /** The window, nanoseconds: with slower looks it holds fewer. */
    private static final long WINDOW = 60_000_000_000L;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final boolean supported = threads.isCurrentThreadCpuTimeSupported();
    private final long[] cpu = new long[LOOKS];
    private final long[] wall = new long[LOOKS];
    private final long[] samples = new long[LOOKS];
    private int looks;
    private long cpuAtLook;
    private long wallAtLook;
    private long samplesSinceLook;

    OwnCost(long now) {
        wallAtLook = now;
    }

    /** CPU time of the calling thread since it began, nanoseconds; 0 where the JVM does not tell. */
    long cpuNanos() {
        return supported && threads.isThreadCpuTimeEnabled() ? Math.max(0, threads.getCurrentThreadCpuTime()) : 0;
    }

    void sampled() {
        samplesSinceLook++;
    }

    /**
     * Closes the time since the look before and sums up the window.
     *
     * @param now clock nanoseconds
     * @param total {@link #cpuNanos} as read just before
     * @param intervalNanos the sample interval now
     */
    SelfCost look(long now, long total, long intervalNanos) {
        int slot = looks++ % LOOKS;
        cpu[slot] = total - cpuAtLook;
        wall[slot] = now - wallAtLook;
        samples[slot] = samplesSinceLook;
        cpuAtLook = total;
        wallAtLook = now;
        samplesSinceLook = 0;
        long cpuSum = 0;
        long wallSum = 0;
        long sampleSum = 0;
        for (int i = 1; i <= Math.min(looks, LOOKS) && wallSum < WINDOW; i++) {
            int one = (looks - i) % LOOKS;
            cpuSum += cpu[one];
            wallSum += wall[one];
            sampleSum += samples[one];
        }
        return new SelfCost(
                cpuSum / 1e6,
                wallSum <= 0 ? 0 : (double) cpuSum / wallSum,
                sampleSum,
                intervalNanos / 1e6,
                total / 1e6);
    }
}
