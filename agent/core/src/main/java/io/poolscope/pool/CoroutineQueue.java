package io.poolscope.pool;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * {@code LockFreeTaskQueue} of kotlinx.coroutines (1.6 to 1.10): the global queues of a scheduler, and the queue of a view of
 * it with limited parallelism. poolscope's thread only.
 */
final class CoroutineQueue {
    // LockFreeTaskQueueCore._state: 30 bits each for head and tail.
    private static final int INDEX_MASK = (1 << 30) - 1;
    private static final int TAIL_SHIFT = 30;

    private static final Either CURRENT = new Either("_cur");
    private static final Either INDICES = new Either("_state");
    private static final LibraryField ARRAY = LibraryField.of("array");

    private CoroutineQueue() {}

    /** A field whose name has an end since 1.9. */
    static final class Either {
        private final LibraryField late;
        private final LibraryField early;

        Either(String name) {
            late = LibraryField.optional(name + "$volatile");
            early = LibraryField.optional(name);
        }

        private LibraryField in(Object of) {
            return late.presentIn(of) ? late : early;
        }

        @Nullable
        Object get(Object of) {
            return in(of).get(of);
        }

        long number(Object of) {
            return in(of).getLong(of, in(of).getInt(of, 0));
        }
    }

    /** Tasks in a queue. */
    static int depth(@Nullable Object queue) {
        Object now = queue == null ? null : CURRENT.get(queue);
        return now == null ? 0 : depth(INDICES.number(now));
    }

    private static int depth(long indices) {
        return (int) ((indices >>> TAIL_SHIFT) - indices) & INDEX_MASK;
    }

    /**
     * Shows the tasks of a queue, the first to be taken first.
     *
     * @param before the last place that was shown
     * @return the last place shown, or -1 once the visitor has seen enough
     */
    static int show(@Nullable Object queue, int before, QueueVisitor visitor) {
        Object now = queue == null ? null : CURRENT.get(queue);
        if (now == null || !(ARRAY.get(now) instanceof AtomicReferenceArray<?> tasks)) {
            return before;
        }
        long indices = INDICES.number(now);
        return show(tasks, indices & INDEX_MASK, depth(indices), before, visitor);
    }

    /** The same of a ring. */
    static int show(AtomicReferenceArray<?> tasks, long head, long count, int before, QueueVisitor visitor) {
        int place = before;
        for (long i = 0; i < count && i < tasks.length() && place < QueueReader.MAX_VISITED; i++) {
            Object task = tasks.get((int) ((head + i) & (tasks.length() - 1)));
            if (task != null && !visitor.task(task, ++place)) {
                return -1;
            }
        }
        return place;
    }
}
