package io.poolscope.watch;

import java.util.Arrays;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * How long things took, in microseconds: a list while there are few of them, as in most pools of a program with very many,
 * then a histogram that reaches as far as the longest. One of nothing costs nothing, one of ten events 0.2 KB, one of
 * many waits up to a second 6 KB. Mutable; poolscope's thread only.
 *
 * <p>Not a {@code PackedHistogram}: to add one walks its whole range, 40 us for one of a day.
 */
final class Distribution {
    /** Longer ones count as one day. Microseconds: 37 bits. */
    private static final long LONGEST = 86_400_000_000L;
    /** Two digits: a duration is right to 1 %. */
    private static final int DIGITS = 2;

    private static final long NANOS_PER_MICRO = 1_000;
    /** Entries of the list at most: 2 KB, a third of a histogram. */
    private static final int FEW = 256;
    /** Low bits of an entry, which count events of the duration in the others: sorted by duration, then. */
    private static final int COUNT_BITS = 26;

    private static final long COUNT = (1L << COUNT_BITS) - 1;
    private static final long[] NONE = {};

    private final boolean sum;
    private long[] few = NONE;
    private int entries;
    private boolean sorted = true;
    /** Made when the list is full. */
    private @Nullable AbstractHistogram micros;

    private long total;
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
        enter(Math.min(LONGEST, positive / NANOS_PER_MICRO), count);
        total += count;
        nanos += (double) positive * count;
        max = Math.max(max, positive);
    }

    /** Adds all that another one has. */
    void add(Distribution more) {
        if (more.micros != null) {
            histogram().add(more.micros);
        } else {
            for (int i = 0; i < more.entries; i++) {
                enter(more.few[i] >>> COUNT_BITS, more.few[i] & COUNT);
            }
        }
        total += more.total;
        nanos += more.nanos;
        max = Math.max(max, more.max);
    }

    private void enter(long value, long count) {
        if (micros != null || count > COUNT || entries == FEW) {
            histogram().recordValueWithCount(value, count);
            return;
        }
        if (entries == few.length) {
            few = Arrays.copyOf(few, Math.max(8, 2 * entries));
        }
        few[entries++] = value << COUNT_BITS | count;
        sorted = false;
    }

    /** Forgets everything, and lets the memory go. */
    void clear() {
        few = NONE;
        entries = 0;
        sorted = true;
        micros = null;
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

    /** The duration, nanoseconds, of the event of this rank, from 1, shortest first; 0 where there is none. */
    double atRank(long rank) {
        if (total == 0) {
            return 0;
        }
        double value = micros == null ? fewAtRank(rank) : micros.getValueAtPercentile(100.0 * rank / total);
        return Math.min(value * NANOS_PER_MICRO, max);
    }

    private long fewAtRank(long rank) {
        if (!sorted) {
            Arrays.sort(few, 0, entries);
            sorted = true;
        }
        long before = 0;
        int i = 0;
        while (i < entries - 1 && before + (few[i] & COUNT) < rank) {
            before += few[i++] & COUNT;
        }
        return few[i] >>> COUNT_BITS;
    }

    /** The histogram, with all that the list had. */
    private AbstractHistogram histogram() {
        AbstractHistogram all = micros;
        if (all == null) {
            all = sum ? new Histogram(DIGITS) : new IntCountsHistogram(DIGITS);
            all.setAutoResize(true);
            for (int i = 0; i < entries; i++) {
                all.recordValueWithCount(few[i] >>> COUNT_BITS, few[i] & COUNT);
            }
            few = NONE;
            entries = 0;
            micros = all;
        }
        return all;
    }
}
