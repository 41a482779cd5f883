package io.poolscope.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A distribution of durations, milliseconds. A figure that was not measured is null, never 0.
 *
 * @param count events in the window
 * @param mean mean
 * @param p50 median
 * @param p90 90th percentile
 * @param p99 99th percentile
 * @param p999 99.9th percentile
 * @param max largest
 * @param estimated true where the figures come from sampling or from Little's law rather than from every event
 * @param below where all that is known of a figure is an upper limit (times shorter than the samples can tell): that limit;
 *     shown as {@code < 40 ms}
 */
public record Durations(
        long count,
        @Nullable Double mean,
        @Nullable Double p50,
        @Nullable Double p90,
        @Nullable Double p99,
        @Nullable Double p999,
        @Nullable Double max,
        boolean estimated,
        @Nullable Double below) {

    /**
     * The same without the figures that are finer than what was measured: of those only the limit is known.
     *
     * @param limit milliseconds
     */
    public Durations resolvedTo(double limit) {
        boolean anyFiner = p50 == null || p50 < limit;
        return new Durations(
                count,
                mean,
                atLeast(p50, limit),
                atLeast(p90, limit),
                atLeast(p99, limit),
                atLeast(p999, limit),
                atLeast(max, limit),
                true,
                anyFiner ? Double.valueOf(limit) : null);
    }

    private static @Nullable Double atLeast(@Nullable Double figure, double limit) {
        return figure == null || figure < limit ? null : figure;
    }

    /** Only a mean is known. */
    public static Durations ofMean(long count, double mean) {
        return new Durations(count, mean, null, null, null, null, null, true, null);
    }
}
