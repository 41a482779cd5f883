package io.poolscope.watch;

import io.poolscope.snapshot.CodeLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where tasks of each kind, as by {@link TaskNames#of}, were last handed to a pool, from the sampled stamps. poolscope's thread only. */
final class Submissions {
    /** Kinds remembered; the one not submitted for longest goes first. About 200 bytes each. */
    private static final int MAX = 1_000;

    private final Map<String, CodeLocation> places = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CodeLocation> eldest) {
            return size() > MAX;
        }
    };

    /** Remembers the place of a submission. */
    void seen(String kind, CodeLocation place) {
        places.put(kind, place);
    }

    /** Where tasks of this kind were last submitted; null where that was not seen. */
    @Nullable
    CodeLocation of(@Nullable String kind) {
        return kind == null ? null : places.get(kind);
    }
}
