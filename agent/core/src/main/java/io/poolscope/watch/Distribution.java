package io.poolscope.watch;

import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * How long things took: a histogram of microseconds that is made when first needed and reaches as far as the longest, so
 * that one of nothing costs nothing, and one of waits up to a second 6 KB. Mutable; poolscope's thread only.
 *
 * <p>Not a {@code PackedHistogram}: to add one walks its whole range, 40 us for one of a day.
 */
final class Distribution {
    /** Longer ones count as one day. Microseconds. */
    private static final long LONGEST = 86_400_000_000L;
    /** Two digits: a duration is right to 1 %. */
    private static final int DIGITS = 2;

    private static final long NANOS_PER_MICRO = 1_000;

    private final boolean sum;
    private @Nullable AbstractHistogram micros;
    private double nanos;
    private long max;

    /** Of a slice of the window: no range of it gets 2^31 events, as that takes more than any pool can do. */
    Distribution() {
        this(false);
    }

    private Distribution(boolean sum) {
        this.sum = sum;
    }

    /** One for the sum of others, with room for as many events as there are. */
    static Distribution ofSum() {
        return new Distribution(true);
    }

    /**
     * Records events of one duration.
     *
     * @param duration nanoseconds; negative counts as 0
     * @param count how many, more than 0
     */
    void record(long duration, long count) {
        long positive = Math.max(0, duration);
        histogram().recordValueWithCount(Math.min(LONGEST, positive / NANOS_PER_MICRO), count);
        nanos += (double) positive * count;
        max = Math.max(max, positive);
    }

    /** Adds all that another one has. */
    void add(Distribution more) {
        AbstractHistogram others = more.micros;
        if (others != null) {
            histogram().add(others);
            nanos += more.nanos;
            max = Math.max(max, more.max);
        }
    }

    /** Forgets everything, and lets the memory go. */
    void clear() {
        micros = null;
        nanos = 0;
        max = 0;
    }

    /** Events recorded. */
    long total() {
        return micros == null ? 0 : micros.getTotalCount();
    }

    /** Mean duration, nanoseconds; 0 where nothing was recorded. */
    double mean() {
        long total = total();
        return total == 0 ? 0 : nanos / total;
    }

    /** The longest, nanoseconds: exact. */
    long max() {
        return max;
    }

    /** The duration, nanoseconds, of the event of this rank, from 1, shortest first; 0 where there is none. */
    double atRank(long rank) {
        return micros == null
                ? 0
                : Math.min(
                        (double) micros.getValueAtPercentile(100.0 * rank / micros.getTotalCount()) * NANOS_PER_MICRO,
                        max);
    }

    private AbstractHistogram histogram() {
        AbstractHistogram all = micros;
        if (all == null) {
            all = sum ? new Histogram(DIGITS) : new IntCountsHistogram(DIGITS);
            all.setAutoResize(true);
            micros = all;
        }
        return all;
    }
}
