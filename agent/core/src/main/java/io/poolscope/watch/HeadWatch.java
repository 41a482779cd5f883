package io.poolscope.watch;

import io.poolscope.pool.QueueReader;
import org.jspecify.annotations.Nullable;

/**
 * Age of the oldest queued task where tasks do not leave in order: how long it has been since the task that is at the head
 * came to the queue's end, as far as that was seen; else how long it has been at the head; of a delay queue, how long it has
 * been due. A queue that was filled at the first look is as old as that look.
 */
final class HeadWatch {
    /** Queues of a fork-join pool that are followed: 64 workers and 64 submitters. */
    private static final int MAX_LANES = 128;

    private long[] keys = {};
    private long[] since = {};
    private @Nullable Arrivals[] arrivals = {};

    /** Returns the age in nanoseconds; -1 while nothing is queued. */
    long age(QueueReader reader, Object queue, int depth, long now) {
        if (depth == 0) {
            keys = keys.length == 0 ? keys : new long[0];
            arrivals = arrivals.length == 0 ? arrivals : new Arrivals[0];
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
            arrivals = java.util.Arrays.copyOf(arrivals, lanes);
            java.util.Arrays.fill(keys, Math.min(known, lanes), lanes, -1);
        }
        long oldest = 0;
        for (int lane = 0; lane < lanes; lane++) {
            long key = reader.headKey(queue, lane);
            if (key != keys[lane]) {
                keys[lane] = key;
                since[lane] = now;
            }
            long came = key == -1 ? now : Math.min(since[lane], came(lane, key, reader.tailKey(queue, lane), now));
            oldest = Math.max(oldest, now - came);
        }
        return oldest;
    }

    /** When the task at the head of a lane came to its end. */
    private long came(int lane, long head, long tail, long now) {
        if (tail <= head) {
            arrivals[lane] = null;
            return now;
        }
        Arrivals of = arrivals[lane];
        if (of == null) {
            of = new Arrivals();
            arrivals[lane] = of;
        }
        of.seen(head, tail, now);
        return of.at[0];
    }

    /** How far the end of a lane was, and when: the oldest first, and only what is not taken yet. */
    private static final class Arrivals {
        /**
         * Steps remembered. Of more, each second one, and from then on one in twice the time: an age comes out too small by
         * that, and never too large.
         */
        private static final int STEPS = 64;

        final long[] ends = new long[STEPS];
        final long[] at = new long[STEPS];
        int steps;
        /** Between two steps at least, nanoseconds. */
        long gap;

        void seen(long head, long tail, long now) {
            // Workers may take their own newest tasks back.
            while (steps > 0 && ends[steps - 1] > tail) {
                if ((steps == 1 ? head : ends[steps - 2]) < tail) {
                    ends[steps - 1] = tail;
                } else {
                    steps--;
                }
            }
            int taken = 0;
            while (taken < steps && ends[taken] <= head) {
                taken++;
            }
            keep(taken, 1);
            gap = steps == 0 ? 0 : gap;
            if (steps > 1 && ends[steps - 1] < tail && now - at[steps - 2] < gap) {
                steps--;
            }
            if (steps == 0 || ends[steps - 1] < tail) {
                if (steps == STEPS) {
                    keep(1, 2);
                    gap = (at[steps - 1] - at[0]) / steps;
                }
                ends[steps] = tail;
                at[steps++] = now;
            }
        }

        /** Keeps each n-th step from one on. */
        private void keep(int first, int n) {
            int kept = 0;
            for (int step = first; step < steps; step += n) {
                ends[kept] = ends[step];
                at[kept++] = at[step];
            }
            steps = kept;
        }
    }
}
