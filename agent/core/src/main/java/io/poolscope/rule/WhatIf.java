package io.poolscope.rule;

import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Predicted ceiling of a pool's throughput, by Little's law (L = lambda W): with n workers and a task that holds one for
 * the time H, no more than n / H tasks a second.
 *
 * @param workers the most that the pool will have
 * @param holdMs mean time that a task holds a worker now
 * @param holdWithoutMs the same without the waits in question
 * @param now tasks a second, today
 * @param without tasks a second, without these waits, and no more than the processors can carry
 */
record WhatIf(int workers, double holdMs, double holdWithoutMs, double now, double without) {

    /** The gain of freeing the workers of that much waiting; null while no task has ended in the window. */
    static @Nullable WhatIf without(Snapshot snapshot, PoolSnapshot pool, double lostMs) {
        long completed =
                pool.history().stream().mapToLong(PoolSnapshot.Point::completed).sum();
        double busyMs = pool.time().runningMs() + pool.time().blockedMs();
        Integer max = pool.threads().max();
        int workers = max == null ? pool.threads().size() : max;
        if (completed == 0 || busyMs <= 0 || workers == 0) {
            return null;
        }
        double hold = busyMs / completed;
        // Something always remains: a task that only waits still has to be started.
        double rest = Math.max(hold / 100, (busyMs - lostMs) / completed);
        double ceiling = workers * 1000 / rest;
        Double cpuMs = pool.time().cpuMs();
        if (cpuMs != null && cpuMs > 0) {
            ceiling = Math.min(ceiling, snapshot.jvm().cpus() * 1000 / (cpuMs / completed));
        }
        double now = workers * 1000 / hold;
        return new WhatIf(workers, hold, rest, now, Math.max(now, ceiling));
    }

    /** Less than that is no gain that a person would see. */
    private static final double GAIN = 1.05;

    /** The prediction in words. The figures are means over all tasks of the pool, the quick ones of libraries included. */
    String sentence(String pool) {
        String hold = "the mean task of " + pool + " holds a worker " + Words.duration(holdMs) + ", "
                + Words.duration(holdWithoutMs) + " without this wait";
        return without < GAIN * now
                ? hold
                : hold + ": " + Words.count(workers, "worker") + (workers == 1 ? " then carries" : " then carry")
                        + " up to " + Words.number(without) + " tasks a second instead of " + Words.number(now);
    }
}
