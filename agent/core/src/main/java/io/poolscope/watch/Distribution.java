package io.poolscope.watch;

import java.util.Arrays;

/**
 * How long things took: counts by microseconds, in 64 ranges for each power of two, as HdrHistogram has them (G. Tene), so
 * that a value is right to 0.8 %; but only over the span of what was recorded. Durations of one place lie close together:
 * some hundred counters of 4 bytes. Up to thirteen of them are added for each pool and each site at each look: to add a
 * packed HdrHistogram, which walks its whole range of a day, costs 40 us. Mutable; poolscope's thread only.
 *
 * <p>Assumption: no range gets more than 2^31 events; beyond, it stays at that.
 */
final class Distribution {
    /** Longer ones count as one day. Nanoseconds. */
    private static final long LONGEST = 86_400_000_000_000L;

    private static final long NANOS_PER_MICRO = 1_000;
    /** Ranges for each power of two, and the largest value that has a range of its own. */
    private static final int HALF = 64;

    private static final int HALF_BITS = 6;

    /** {@code counts[i]} is of range {@code first + i}. */
    private int[] counts = {};

    private int first;

    private long total;
    private double nanos;
    private long max;

    /**
     * Records events of one duration.
     *
     * @param duration nanoseconds; negative counts as 0
     * @param count how many
     */
    void record(long duration, long count) {
        long positive = Math.max(0, duration);
        int range = rangeOf(Math.min(LONGEST, positive) / NANOS_PER_MICRO);
        reach(range, range);
        counts[range - first] = capped(counts[range - first] + count);
        total += count;
        nanos += (double) positive * count;
        max = Math.max(max, positive);
    }

    /** Adds all that another one has. */
    void add(Distribution more) {
        if (more.total == 0) {
            return;
        }
        reach(more.first, more.first + more.counts.length - 1);
        int shift = more.first - first;
        for (int i = 0; i < more.counts.length; i++) {
            counts[i + shift] = capped((long) counts[i + shift] + more.counts[i]);
        }
        total += more.total;
        nanos += more.nanos;
        max = Math.max(max, more.max);
    }

    /** Forgets everything, and lets the memory go. */
    void clear() {
        counts = new int[0];
        total = 0;
        nanos = 0;
        max = 0;
    }

    /** Events recorded. */
    long total() {
        return total;
    }

    /** Mean duration, nanoseconds; 0 where nothing was recorded. */
    double mean() {
        return total == 0 ? 0 : nanos / total;
    }

    /** The longest, nanoseconds: exact. */
    long max() {
        return max;
    }

    /** The duration, nanoseconds, of the event of this rank, from 1, shortest first: the middle of its range. */
    double atRank(long rank) {
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(middleOf(first + i) * NANOS_PER_MICRO, max);
            }
        }
        return max;
    }

    private void reach(int low, int high) {
        if (counts.length == 0) {
            first = low;
            counts = new int[high - low + 1];
        } else if (low < first || high >= first + counts.length) {
            int newFirst = Math.min(low, first);
            int newEnd = Math.max(high + 1, first + counts.length);
            int[] wider = new int[newEnd - newFirst];
            System.arraycopy(counts, 0, wider, first - newFirst, counts.length);
            first = newFirst;
            counts = wider;
        }
    }

    private static int capped(long count) {
        return (int) Math.min(Integer.MAX_VALUE, count);
    }

    /** Ranges are of 1 us up to 128 us, then twice as wide after each power of two. */
    private static int rangeOf(long micros) {
        int octave = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(micros | 1) - HALF_BITS);
        return octave * HALF + (int) (micros >>> octave);
    }

    private static double middleOf(int range) {
        int octave = Math.max(0, range / HALF - 1);
        long least = (long) (range - octave * HALF) << octave;
        return octave == 0 ? least : least + (1L << octave) / 2.0;
    }

    /** For tests: counters held. */
    int size() {
        return counts.length;
    }

    @Override
    public String toString() {
        return total + " events from range " + first + ": " + Arrays.toString(counts);
    }
}
