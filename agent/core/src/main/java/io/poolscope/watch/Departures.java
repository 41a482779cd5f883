package io.poolscope.watch;

import io.poolscope.pool.QueueReader;

/**
 * Tasks that left a queue whose workers count none: in a queue that is served in order the task that is first now stood at
 * some place before, and as many left as stood before it. poolscope's thread only.
 */
final class Departures {
    /** Places remembered: of a queue that loses more between two samples (12,800 a second) the rest is missed. */
    private static final int PLACES = 256;

    private int[] before = new int[PLACES];
    private int[] after = new int[PLACES];
    private int size;
    private long total;

    /** Looks at the queue, and returns how many have left it since the first look; never falls. */
    long sample(QueueReader reader, Object queue, long now) {
        int[] keys = after;
        int[] count = {0};
        reader.visit(queue, now, (task, place) -> {
            keys[count[0]++] = System.identityHashCode(task);
            return count[0] < PLACES;
        });
        if (size > 0) {
            int place = 0;
            while (count[0] > 0 && place < size && before[place] != keys[0]) {
                place++;
            }
            total += count[0] == 0 ? size : place;
        }
        after = before;
        before = keys;
        size = count[0];
        return total;
    }

    /** How many were seen to leave so far. */
    long total() {
        return total;
    }
}
