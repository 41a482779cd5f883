package io.poolscope.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest of something, within the window and up to a number. poolscope's thread only. */
final class Recent<T> {
    private record At<T>(long second, T what) {}

    private final Deque<At<T>> all = new ArrayDeque<>();
    private final int max;
    private final int seconds;

    /**
     * Nothing yet.
     *
     * @param max kept at most: the oldest goes first
     * @param seconds length of the window
     */
    Recent(int max, int seconds) {
        this.max = max;
        this.seconds = seconds;
    }

    /** One more. */
    void add(T what, long second) {
        if (all.size() >= max) {
            all.removeFirst();
        }
        all.addLast(new At<>(second, what));
    }

    /** Whether the window has none. */
    boolean isEmpty(long second) {
        while (!all.isEmpty() && second - all.getFirst().second >= seconds) {
            all.removeFirst();
        }
        return all.isEmpty();
    }

    /** Those of the window, oldest first. */
    List<T> within(long second) {
        List<T> kept = new ArrayList<>();
        if (!isEmpty(second)) {
            all.forEach(at -> kept.add(at.what));
        }
        return kept;
    }
}
