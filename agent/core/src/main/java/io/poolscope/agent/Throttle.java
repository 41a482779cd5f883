package io.poolscope.agent;

import java.util.Arrays;

/**
 * Keeps poolscope's own CPU time under {@code max-overhead} by slowing down: what was used in each of the last 60 seconds
 * is remembered, and it samples as set, and looks each second, while their sum leaves room for another such second. Else it
 * samples less often; where even the fewest samples cost too much, each of them reads less; and where looks alone would take
 * most of the limit, it looks less often too.
 *
 * <p>Assumptions: one thread, which reports all CPU time that it used, about once a second: to ask for it costs 10 us
 * on a cold cache (measured on 17 and 25), a fifth of what a sample may. Guarantees: over any 60 s the share used exceeds
 * the limit by at most the credit of the start and what one second may use, unless the floors (five samples a second, asked for
 * while a pool has blocked workers, and a look every twelve) cost more than the limit by themselves.
 */
final class Throttle {
    /** CPU time that is granted for the start and is not counted, nanoseconds: loading classes, the first stacks. */
    private static final long START_CREDIT = 1_000_000_000L;
    /** Seconds over which the share is averaged, and after the start those in which its credit can be used. */
    private static final int AVERAGED_OVER_S = 60;
    /**
     * Part of the limit that is aimed at: who stops when a budget is used up meets it on average, which is as often above
     * as below.
     */
    private static final double AIM = 0.9;

    private static final long SECOND = 1_000_000_000L;
    /** Never slower than this while a pool has blocked workers: five samples a second, nanoseconds. */
    static final long SLOWEST_WHILE_BLOCKED = 200_000_000L;
    /** Never slower than this at all, nanoseconds: the rules look once a second. */
    static final long SLOWEST = 1_000_000_000L;
    /** Part of the limit that looks may take while there is no room: the rest is for samples. */
    private static final double FOR_LOOKS = 0.5;
    /** Between two looks at most, nanoseconds: a finding needs two or three of them, and should come within a minute. */
    static final long SLOWEST_LOOK = 12_000_000_000L;
    /** Weight of the newest sample in the mean cost of one. */
    private static final double NEWEST = 0.05;
    /** Weight of the newest look in the mean cost of one: reports make some dearer than others. */
    private static final double LOOK_NEWEST = 0.1;
    /** Weight of the newest round in what a second costs as set. */
    private static final double SECOND_NEWEST = 0.3;
    /** That is taken to be no more than this part of a window's CPU time, or there would never be room for it again. */
    private static final double MOST_A_SECOND = 0.25;

    private final long nominal;
    private final double limit;
    /** CPU time that may be used in a window, nanoseconds. */
    private final double budget;
    /** CPU time that was used in each second of the window, nanoseconds, but for that of the start's credit. */
    private final double[] used = new double[AVERAGED_OVER_S];

    private int second;
    private long sinceSecond;
    private double startCredit = START_CREDIT;
    private long age;
    private double costOfSample;
    private double costOfOthers;
    private double costOfLook;
    /** CPU time of a second in which it samples as set, nanoseconds. */
    private double costOfSecond;

    private boolean room = true;
    private boolean sparing;

    /**
     * At the start, with the start's credit alone: the time before counts as used up.
     *
     * @param nominalNanos the sample interval as set
     * @param maxOverhead share of one core, 0.005 for 0.5 %
     */
    Throttle(long nominalNanos, double maxOverhead) {
        nominal = nominalNanos;
        limit = AIM * maxOverhead;
        budget = limit * AVERAGED_OVER_S * SECOND;
        Arrays.fill(used, limit * SECOND);
    }

    /** The same with other limits: what was used stays used. */
    Throttle with(long nominalNanos, double maxOverhead) {
        Throttle changed = new Throttle(nominalNanos, maxOverhead);
        System.arraycopy(used, 0, changed.used, 0, used.length);
        changed.second = second;
        changed.sinceSecond = sinceSecond;
        changed.startCredit = startCredit;
        changed.age = age;
        changed.room = changed.leavesRoom();
        changed.costOfSample = costOfSample;
        changed.costOfOthers = costOfOthers;
        changed.costOfLook = costOfLook;
        changed.costOfSecond = costOfSecond;
        changed.sparing = sparing;
        return changed;
    }

    /**
     * Accounts for some rounds.
     *
     * @param samples how many, at least 1
     * @param sampleCpu CPU time of all these samples, nanoseconds
     * @param otherCpu CPU time of all else since the last call (a look, its rules and reports), nanoseconds
     * @param elapsed wall time since the last call, nanoseconds
     */
    void used(int samples, long sampleCpu, long otherCpu, long elapsed) {
        pass(elapsed);
        double cpu = (double) sampleCpu + otherCpu;
        double granted = Math.min(startCredit, cpu);
        startCredit -= granted;
        used[second] += cpu - granted;
        if (room && elapsed > 0) {
            costOfSecond += ((cpu - granted) * SECOND / elapsed - costOfSecond) * SECOND_NEWEST;
        }
        room = leavesRoom();
        costOfSample += ((double) sampleCpu / samples - costOfSample) * (1 - Math.pow(1 - NEWEST, samples));
        double share = elapsed <= 0 ? 0 : (double) otherCpu / elapsed;
        // Others come once a second, a round every few milliseconds: the mean must cover both.
        double weight = Math.min(1, elapsed / 10e9);
        costOfOthers += (share - costOfOthers) * weight;
        if (otherCpu > 0) {
            costOfLook += (otherCpu - costOfLook) * LOOK_NEWEST;
        }
    }

    private void pass(long elapsed) {
        age += elapsed;
        if (age >= AVERAGED_OVER_S * SECOND) {
            startCredit = 0;
        }
        sinceSecond += elapsed;
        for (int passed = 0; passed < AVERAGED_OVER_S && sinceSecond >= SECOND; passed++) {
            sinceSecond -= SECOND;
            second = (second + 1) % AVERAGED_OVER_S;
            used[second] = 0;
        }
        sinceSecond %= SECOND;
    }

    private boolean leavesRoom() {
        double sum = 0;
        for (double each : used) {
            sum += each;
        }
        return startCredit > 0 || sum + Math.min(costOfSecond, MOST_A_SECOND * budget) < budget;
    }

    /**
     * How long to wait from one sample to the next, nanoseconds.
     *
     * @param blocked whether a pool has blocked workers
     */
    long interval(boolean blocked) {
        if (room) {
            return nominal;
        }
        long slowest = Math.max(nominal, blocked ? SLOWEST_WHILE_BLOCKED : SLOWEST);
        // Half as much again, so that the bucket fills while it runs slow instead of hovering at empty.
        return (long) Math.min(slowest, Math.max(nominal, 1.5 * affordable()));
    }

    /** From sample to sample, nanoseconds, so that what others leave of the limit is used up. */
    private double affordable() {
        double left = limit - costOfOthers;
        return left <= 0 ? SLOWEST : costOfSample / left;
    }

    /**
     * Whether each sample is to read less, since five a second alone cost more than the limit leaves: from then on, until
     * there is room again.
     *
     * @param blocked whether a pool has blocked workers
     */
    boolean sparing(boolean blocked) {
        sparing = !room && (sparing || blocked && affordable() > SLOWEST_WHILE_BLOCKED);
        return sparing;
    }

    /** How long from one look to the next, nanoseconds: a second, and more where that alone would cost too much. */
    long lookInterval() {
        double affordable = costOfLook / (FOR_LOOKS * limit);
        return room ? LookTimes.LOOK : (long) Math.min(SLOWEST_LOOK, Math.max(LookTimes.LOOK, affordable));
    }

    /** Whether it now samples less often than set. */
    boolean slowed(boolean blocked) {
        return interval(blocked) > nominal;
    }
}
