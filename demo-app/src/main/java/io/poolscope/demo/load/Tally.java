package io.poolscope.demo.load;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Counts answers and how long they took from the moment at which the request was meant to leave. Any thread may add. */
final class Tally {

    /** Longest latency that is told apart from longer ones: an hour, in microseconds. */
    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

    private static final int DIGITS = 3;

    private final LongAdder sent = new LongAdder();
    private final LongAdder ok = new LongAdder();
    private final LongAdder steady = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final ConcurrentHistogram all = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final Recorder since = new Recorder(LONGEST_MICROS, DIGITS);
    private long sentBefore;
    private long answeredBefore;

    void sent() {
        sent.increment();
    }

    /**
     * An answer.
     *
     * @param fine whether it was no error
     * @param secondHalf whether it came in the second half of the time in which requests are sent
     * @param nanos since the request was due
     */
    void answered(boolean fine, boolean secondHalf, long nanos) {
        long micros = Math.min(LONGEST_MICROS, Math.max(1, TimeUnit.NANOSECONDS.toMicros(nanos)));
        all.recordValue(micros);
        since.recordValue(micros);
        if (fine && secondHalf) {
            steady.increment();
        }
        (fine ? ok : errors).increment();
    }

    /** A request whose answer never came: its age so far is the least that its latency can be. */
    void unanswered(long nanos) {
        all.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    long answered() {
        return ok.sum() + errors.sum();
    }

    /** One line about the time since the line before. Called by one thread only. */
    String line(long second) {
        Histogram recent = since.getIntervalHistogram();
        long sentNow = sent.sum();
        long answeredNow = answered();
        String text = String.format(
                Locale.ROOT,
                "%4d s  sent %4d/s  answered %4d/s  open %5d  errors %d  p50 %s  p99 %s",
                second,
                sentNow - sentBefore,
                answeredNow - answeredBefore,
                sentNow - answeredNow,
                errors.sum(),
                millis(recent, 50),
                millis(recent, 99));
        sentBefore = sentNow;
        answeredBefore = answeredNow;
        return text;
    }

    /**
     * The whole run in one line of {@code key=value}; latencies in milliseconds; {@code rate} is the good answers per
     * second in the second half of the run, when the first latencies no longer count as missing.
     */
    String summary(double seconds) {
        return String.format(
                Locale.ROOT,
                "summary requests=%d ok=%d errors=%d unanswered=%d rate=%.1f p50=%.0f p99=%.0f max=%.0f",
                sent.sum(),
                ok.sum(),
                errors.sum(),
                sent.sum() - answered(),
                steady.sum() / (seconds / 2),
                all.getValueAtPercentile(50) / 1000.0,
                all.getValueAtPercentile(99) / 1000.0,
                all.getMaxValue() / 1000.0);
    }

    private static String millis(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0
                ? "      -"
                : String.format(Locale.ROOT, "%4.0f ms", histogram.getValueAtPercentile(percentile) / 1000.0);
    }
}
