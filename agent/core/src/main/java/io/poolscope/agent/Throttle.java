package io.poolscope.agent;

/**
 * Keeps poolscope's own CPU time under {@code max-overhead} by slowing down its sampling: a bucket of CPU time that
 * fills at the allowed share of one core and is emptied by what was used.
 *
 * <p>Assumptions: one thread, which reports all CPU time that it used, about once a second: to ask for it costs 10 us
 * on a cold cache (measured on 17 and 25), a fifth of what a sample may. Guarantees: over any 60 s the share used exceeds
 * the limit by at most the credit of the start and what one second may use, unless the floor of five samples a second (asked for
 * while a pool has blocked workers) costs more than the limit by itself.
 */
final class Throttle {
    /** CPU time that may be used beyond the limit after the start, nanoseconds: loading classes, the first stacks. */
    private static final long START_CREDIT = 1_000_000_000L;
    /** Seconds over which the share is averaged: the bucket holds this much of the limit. */
    private static final double AVERAGED_OVER_S = 60;
    /**
     * Part of the limit that the bucket fills with: a bucket that is emptied as fast as it fills meets its rate on
     * average, which is as often above as below.
     */
    private static final double AIM = 0.9;
    /** Never slower than this while a pool has blocked workers: five samples a second, nanoseconds. */
    static final long SLOWEST_WHILE_BLOCKED = 200_000_000L;
    /** Never slower than this at all, nanoseconds: the rules look once a second. */
    static final long SLOWEST = 1_000_000_000L;
    /** Weight of the newest sample in the mean cost of one. */
    private static final double NEWEST = 0.05;

    private final long nominal;
    private final double limit;
    private final double capacity;
    private double credit = START_CREDIT;
    private double age;
    private double costOfSample;
    private double costOfOthers;

    /**
     * A full bucket.
     *
     * @param nominalNanos the sample interval as set
     * @param maxOverhead share of one core, 0.005 for 0.5 %
     */
    Throttle(long nominalNanos, double maxOverhead) {
        nominal = nominalNanos;
        limit = AIM * maxOverhead;
        capacity = Math.max(maxOverhead * AVERAGED_OVER_S * 1e9, nominalNanos);
    }

    /** The same bucket with other limits: what was used stays used. */
    Throttle with(long nominalNanos, double maxOverhead) {
        Throttle changed = new Throttle(nominalNanos, maxOverhead);
        changed.credit = credit;
        changed.age = age;
        changed.costOfSample = costOfSample;
        changed.costOfOthers = costOfOthers;
        return changed;
    }

    /**
     * Accounts for some rounds.
     *
     * @param samples how many, at least 1
     * @param sampleCpu CPU time of all these samples, nanoseconds
     * @param otherCpu CPU time of all else since the last call (looks, rules, reports), nanoseconds
     * @param elapsed wall time since the last call, nanoseconds
     */
    void used(int samples, long sampleCpu, long otherCpu, long elapsed) {
        age += elapsed;
        // What was not used is kept up to the capacity. The start's credit is more, shrinks only, and is the start's:
        // what
        // a cheap start left of it would else let the second and third minute cost more than the limit.
        double most = age < AVERAGED_OVER_S * 1e9 ? Math.max(capacity, credit) : capacity;
        credit = Math.min(most, credit + limit * elapsed - sampleCpu - otherCpu);
        costOfSample += ((double) sampleCpu / samples - costOfSample) * (1 - Math.pow(1 - NEWEST, samples));
        double share = elapsed <= 0 ? 0 : (double) otherCpu / elapsed;
        // Others come once a second, a round every few milliseconds: the mean must cover both.
        double weight = Math.min(1, elapsed / 10e9);
        costOfOthers += (share - costOfOthers) * weight;
    }

    /**
     * How long to wait from one sample to the next, nanoseconds.
     *
     * @param blocked whether a pool has blocked workers
     */
    long interval(boolean blocked) {
        if (credit > 0) {
            return nominal;
        }
        double left = limit - costOfOthers;
        double affordable = left <= 0 ? SLOWEST : costOfSample / left;
        long slowest = Math.max(nominal, blocked ? SLOWEST_WHILE_BLOCKED : SLOWEST);
        // Half as much again, so that the bucket fills while it runs slow instead of hovering at empty.
        return (long) Math.min(slowest, Math.max(nominal, 1.5 * affordable));
    }

    /** Whether it now samples less often than set. */
    boolean slowed(boolean blocked) {
        return interval(blocked) > nominal;
    }
}
