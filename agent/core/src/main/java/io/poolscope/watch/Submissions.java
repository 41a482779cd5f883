package io.poolscope.watch;

import io.poolscope.bootstrap.Trace;
import io.poolscope.snapshot.CodeLocation;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks of each kind, as by {@link TaskNames#of}, were last handed to a pool, from the sampled stamps; read once a
 * second for each kind. poolscope's thread only.
 */
final class Submissions {
    /** Kinds remembered; the one not submitted for longest goes first. About 200 bytes each. */
    private static final int MAX = 1_000;

    /**
     * @param second of the window in which it was seen
     */
    private record Seen(CodeLocation place, long second) {}

    private final Map<String, Seen> places = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MAX;
        }
    };

    /** Submissions remembered one by one, for tasks that have run and forgot their code before anybody looked at them. */
    private static final int RECENT = 64;
    /** Seconds for which they are remembered: a stack keeps the classes in it from being unloaded. */
    private static final long RECENT_SECONDS = 3;

    private record Handed(WeakReference<Object> task, Trace trace, long second) {}

    private final @Nullable Handed[] recent = new @Nullable Handed[RECENT];
    private int next;

    /** Remembers one submission for a moment. */
    void handed(Object task, Trace trace, long second) {
        recent[next] = new Handed(new WeakReference<>(task), trace, second);
        next = (next + 1) % RECENT;
    }

    /** The stack with which this very task was submitted last, a moment ago; null where that was not seen. */
    @Nullable
    Trace traceOf(Object task) {
        for (int i = 1; i <= RECENT; i++) {
            Handed handed = recent[(next - i + RECENT) % RECENT];
            if (handed != null && handed.task.refersTo(task)) {
                return handed.trace;
            }
        }
        return null;
    }

    /** Forgets the moments that are past. */
    void forget(long second) {
        for (int i = 0; i < RECENT; i++) {
            Handed handed = recent[i];
            if (handed != null && second - handed.second > RECENT_SECONDS) {
                recent[i] = null;
            }
        }
    }

    /** Remembers the place of a submission. */
    void seen(String kind, CodeLocation place, long second) {
        places.put(kind, new Seen(place, second));
    }

    /** Where tasks of this kind were last submitted; null where that was not seen. */
    @Nullable
    CodeLocation of(@Nullable String kind) {
        Seen seen = kind == null ? null : places.get(kind);
        return seen == null ? null : seen.place;
    }

    /** Whether the place of this kind was seen in this very second: to read another stack would tell nothing new. */
    boolean seenIn(String kind, long second) {
        Seen seen = places.get(kind);
        return seen != null && seen.second == second;
    }
}
