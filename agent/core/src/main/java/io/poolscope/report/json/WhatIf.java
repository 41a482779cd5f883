package io.poolscope.report.json;

import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.WaitSite;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The most tasks that a pool could end in a second. A task holds a worker for S = (running + blocked worker time) / tasks
 * ended, so n workers end n / S (the utilisation law, Denning and Buzen 1978). Without the site that blocks most, S is
 * shorter by that site's part. No ceiling is above what the processors give at the CPU time that a task uses now.
 *
 * @param ceilingNow tasks a second with every worker busy
 * @param ceilingWithoutTopSite the same if nobody waited at that site; null where nothing then bounds it
 * @param site rank of that site; null if none
 */
record WhatIf(
        double ceilingNow,
        @Nullable Double ceilingWithoutTopSite,
        @Nullable Integer site) {
    /** Fewer tasks than this in the window say little about how long one takes. */
    private static final long ENOUGH = 10;
    /** Points in a history that is complete: beyond, the window may be longer than the history. */
    private static final int FULL = 60;
    /** A window that 60 looks cover, milliseconds, with one look to spare. */
    private static final double COVERED_MS = 61_000;

    /** Null where it cannot be computed: too few tasks ended, or no worker was busy. */
    static @Nullable WhatIf of(PoolSnapshot pool, Snapshot snapshot) {
        long ended =
                pool.history().stream().mapToLong(PoolSnapshot.Point::completed).sum();
        double busyMs = pool.time().runningMs() + pool.time().blockedMs();
        Integer max = pool.threads().max();
        int workers = max == null ? pool.threads().size() : max;
        double windowMs =
                java.time.Duration.between(snapshot.from(), snapshot.at()).toMillis();
        boolean covered = pool.history().size() < FULL || windowMs <= COVERED_MS;
        if (ended < ENOUGH || !(busyMs > 0) || workers <= 0 || !covered) {
            return null;
        }
        Double cpuMs = pool.time().cpuMs();
        double processors = cpuMs == null || !(cpuMs > 0)
                ? Double.POSITIVE_INFINITY
                : snapshot.jvm().cpus() * 1000.0 * ended / cpuMs;
        double now = Math.min(processors, workers * 1000.0 * ended / busyMs);
        Optional<WaitSite> top = snapshot.sites().stream()
                .filter(site -> site.poolId().equals(pool.id()))
                .max(Comparator.comparingDouble(WaitSite::blockedMs));
        if (top.isEmpty()) {
            return new WhatIf(now, null, null);
        }
        double rest = Math.max(0, busyMs - top.get().blockedMs());
        double without = Math.min(processors, workers * 1000.0 * ended / rest);
        return new WhatIf(
                now, Double.isFinite(without) ? without : null, top.get().rank());
    }
}
