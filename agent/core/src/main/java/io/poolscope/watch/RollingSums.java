package io.poolscope.watch;

/**
 * Sums over the last minute or so, in buckets of one second, several series side by side. Assumption: time does not run
 * backwards. Guarantee: {@link #sum} covers the window less at most one second.
 */
final class RollingSums {
    private static final long SECOND = 1_000_000_000L;

    private final int series;
    private final long[] values;
    private final long[] seconds;

    /**
     * An empty window.
     *
     * @param length in seconds
     * @param series how many sums are kept
     */
    RollingSums(int length, int series) {
        this.series = series;
        this.values = new long[length * series];
        this.seconds = new long[length];
        java.util.Arrays.fill(seconds, Long.MIN_VALUE);
    }

    void add(int of, long now, long value) {
        long second = Math.floorDiv(now, SECOND);
        int bucket = (int) Math.floorMod(second, (long) seconds.length);
        if (seconds[bucket] != second) {
            seconds[bucket] = second;
            java.util.Arrays.fill(values, bucket * series, (bucket + 1) * series, 0);
        }
        values[bucket * series + of] += value;
    }

    long sum(int of, long now) {
        long oldest = Math.floorDiv(now, SECOND) - seconds.length;
        long sum = 0;
        for (int bucket = 0; bucket < seconds.length; bucket++) {
            if (seconds[bucket] > oldest) {
                sum += values[bucket * series + of];
            }
        }
        return sum;
    }
}
