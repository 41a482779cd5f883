package io.poolscope.watch;

/** How much time a sample stands for. */
final class SampleTime {
    /** A sample that comes after a longer gap (a paused JVM) stands for no more than this. Nanoseconds. */
    private static final long MAX_SAMPLED = 1_000_000_000L;

    private long interval;
    private long previous = Long.MIN_VALUE;
    private long turn;

    /** Before the first sample, which stands for an interval, nanoseconds. */
    SampleTime(long interval) {
        this.interval = interval;
    }

    /** From now on samples come so often. */
    void interval(long nanos) {
        interval = nanos;
    }

    /** What is read next is not read in each sample, and stands for so much; 0: for the time since the sample before. */
    void standsFor(long nanos) {
        turn = nanos;
    }

    /** A sample was taken. */
    void sampled(long now) {
        previous = now;
    }

    /** The time that what is read now stands for, nanoseconds. */
    long elapsed(long now) {
        if (turn > 0) {
            return turn;
        }
        return previous == Long.MIN_VALUE ? interval : Math.max(0, Math.min(MAX_SAMPLED, now - previous));
    }
}
