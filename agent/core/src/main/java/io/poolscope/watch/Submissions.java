package io.poolscope.watch;

import io.poolscope.snapshot.CodeLocation;
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
