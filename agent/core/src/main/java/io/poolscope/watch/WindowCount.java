package io.poolscope.watch;

/** How often something was seen in a rolling window, in slices of one second. */
final class WindowCount {
    private final int[] counts;
    private long second;

    WindowCount(int seconds) {
        this.counts = new int[seconds];
    }

    /**
     * Counts.
     *
     * @param now number of the second, only growing
     */
    void add(int count, long now) {
        advance(now);
        counts[(int) (now % counts.length)] += count;
    }

    long sum(long now) {
        advance(now);
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    private void advance(long now) {
        long from = Math.max(second + 1, now - counts.length + 1);
        for (long s = from; s <= now; s++) {
            counts[(int) (s % counts.length)] = 0;
        }
        second = Math.max(second, now);
    }
}
