package io.poolscope.rule;

import io.poolscope.finding.PoolVerdict.Cause;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Why the workers of a pool are not free.
 *
 * @param cause blocked, on the CPU, or too few of them
 */
record Busy(Cause cause) {
    private static final double MOST = 0.5;

    /** A processor that eight processes share gives each that much. */
    private static final double STARVED = 0.125;

    /** By the newest look. */
    static Busy of(Snapshot now, PoolSnapshot pool) {
        PoolSnapshot.Look look = pool.look();
        int size = Math.max(1, pool.threads().size());
        if (look.meanBlocked() >= MOST * size) {
            return new Busy(Cause.BLOCKED);
        }
        if (look.cpuShare() == null) {
            return new Busy(look.meanRunning() >= MOST * size ? Cause.CPU : Cause.UNDERSIZED);
        }
        // Of 16 workers on 2 processors none can use more than an eighth: what counts is what they could have had.
        double could = Math.min(size, Math.max(1, now.jvm().cpus()));
        // Runnable workers that fill every processor want CPU time, also where other processes leave them little of it.
        double least = size >= now.jvm().cpus() && look.meanRunning() >= MOST * size ? STARVED : MOST;
        return new Busy(look.cpuShare() * size >= least * could ? Cause.CPU : Cause.UNDERSIZED);
    }

    /** The cause in words. */
    String sentence(String pool) {
        return switch (cause) {
            case BLOCKED -> "its workers wait inside tasks";
            case CPU -> "its workers are busy on the CPU";
            case PAUSED -> "the JVM stood still";
            case UNDERSIZED -> pool + " has too few workers for what arrives";
        };
    }

    /**
     * What to change.
     *
     * @param needed workers by Little's law; null where unknown
     */
    String fix(String pool, @Nullable Double needed, int workers, int cpus) {
        return switch (cause) {
            case CPU ->
                workers < cpus && needed != null && needed > workers
                        ? raise(pool, needed) + "; there are " + Words.count(cpus, "processor")
                        : "make the tasks of " + pool
                                + " cheaper or fewer, or add processors: more workers do not help";
            case BLOCKED ->
                "free the workers of " + pool + " from waiting (see the sites of this pool)"
                        + (needed != null && needed > workers ? ", or " + raise(pool, needed) : "");
            case PAUSED, UNDERSIZED ->
                needed != null && needed > workers
                        ? raise(pool, needed) + ", or shorten its tasks"
                        : "add workers to " + pool + ", or shorten its tasks";
        };
    }

    private static String raise(String pool, double needed) {
        return "raise " + pool + " to " + Words.count((long) Math.ceil(needed), "worker");
    }
}
