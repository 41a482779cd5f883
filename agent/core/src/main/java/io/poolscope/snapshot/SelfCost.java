package io.poolscope.snapshot;

/**
 * What poolscope itself cost in the window.
 *
 * @param cpuMs CPU time of its thread, milliseconds
 * @param cpuShareOfOneCore over the window's length, 0 to 1
 * @param samples samples taken
 * @param sampleIntervalMs the interval now, after any slowing down
 * @param totalCpuMs CPU time of its thread since it started, milliseconds
 */
public record SelfCost(
        double cpuMs, double cpuShareOfOneCore, long samples, double sampleIntervalMs, double totalCpuMs) {}
