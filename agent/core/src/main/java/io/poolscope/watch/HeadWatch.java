package io.poolscope.watch;

import io.poolscope.pool.QueueReader;

/**
 * Age of the oldest queued task where tasks do not leave in order: how long the same task has been at the head, or, of a
 * delay queue, how long it has been due. A queue that was filled at the first look is as old as that look.
 */
final class HeadWatch {
    /** Queues of a fork-join pool that are followed: 64 workers and 64 submitters. */
    private static final int MAX_LANES = 128;

    private long[] keys = {};
    private long[] since = {};

    /** Returns the age in nanoseconds; -1 while nothing is queued. */
    long age(QueueReader reader, Object queue, int depth, long now) {
        if (depth == 0) {
            keys = keys.length == 0 ? keys : new long[0];
            return -1;
        }
        long due = reader.headDue(queue);
        if (due != Long.MIN_VALUE) {
            return Math.max(0, now - due);
        }
        int lanes = Math.min(MAX_LANES, reader.lanes(queue));
        if (keys.length != lanes) {
            int known = keys.length;
            keys = java.util.Arrays.copyOf(keys, lanes);
            since = java.util.Arrays.copyOf(since, lanes);
            java.util.Arrays.fill(keys, Math.min(known, lanes), lanes, -1);
        }
        long oldest = 0;
        for (int lane = 0; lane < lanes; lane++) {
            long key = reader.headKey(queue, lane);
            if (key != keys[lane]) {
                keys[lane] = key;
                since[lane] = now;
            }
            oldest = key == -1 ? oldest : Math.max(oldest, now - since[lane]);
        }
        return oldest;
    }
}
