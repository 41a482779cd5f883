package io.poolscope.bootstrap;

/**
 * Histograms of queue wait and run time of one worker's tasks, for {@code timing=all}. Exact for every task of a
 * {@code ThreadPoolExecutor} and for {@code supplyAsync} and {@code runAsync} on a {@code ForkJoinPool}; other fork-join
 * tasks are timed together with all that the worker runs after them without looking for new work, and only those handed
 * over from outside have a queue wait. Tasks of a {@code ScheduledThreadPoolExecutor} have a delay, not a queue wait.
 * Buckets are log-linear: 16 to each power of two of nanoseconds (at most 6 % wide), so that a record is one addition and
 * the reader can feed an HdrHistogram. One writer, the worker; counters only grow; the reader takes differences.
 */
public final class TaskTimes {
    private static final int SUB_BITS = 4;
    private static final int SUBS = 1 << SUB_BITS;
    /** 2^44 ns is 4.9 hours; longer times count in the last bucket. */
    private static final int MAX_BITS = 44;
    /** Number of buckets. */
    public static final int BUCKETS = (MAX_BITS - SUB_BITS + 1) * SUBS;

    /** Queue waits: from {@code execute} to the start of the task, counts per bucket. */
    public final long[] waits = new long[BUCKETS];
    /** Run times, counts per bucket. */
    public final long[] runs = new long[BUCKETS];
    /** Nanoseconds, sum of all queue waits. */
    public long waitNanos;
    /** Nanoseconds, sum of all run times. */
    public long runNanos;
    /** Start of the running task, {@code System.nanoTime()}; 0 while idle. */
    public long startedAt;

    void waited(long nanos) {
        waits[bucket(nanos)]++;
        waitNanos += nanos;
    }

    void ran(long nanos) {
        runs[bucket(nanos)]++;
        runNanos += nanos;
    }

    /**
     * The bucket of a duration.
     *
     * @param nanos a duration; negative counts as 0
     */
    public static int bucket(long nanos) {
        if (nanos < SUBS) {
            return nanos < 0 ? 0 : (int) nanos;
        }
        int bits = 63 - Long.numberOfLeadingZeros(nanos);
        if (bits >= MAX_BITS) {
            return BUCKETS - 1;
        }
        int shift = bits - SUB_BITS;
        return (shift + 1) * SUBS + (int) (nanos >>> shift) - SUBS;
    }

    /**
     * The middle of a bucket, nanoseconds.
     *
     * @param bucket 0 to {@link #BUCKETS} - 1
     */
    public static long middle(int bucket) {
        if (bucket < SUBS) {
            return bucket;
        }
        int shift = bucket / SUBS - 1;
        long low = (long) (bucket % SUBS + SUBS) << shift;
        return low + ((1L << shift) >> 1);
    }
}
