package io.poolscope.watch;

import io.poolscope.snapshot.CodeLocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where tasks of each class were last handed to a pool, from the sampled stamps. poolscope's thread only. */
final class Submissions {
    /** Task classes remembered; the one not submitted for longest goes first. About 200 bytes each. */
    private static final int MAX = 1_000;

    private final Map<String, CodeLocation> places = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CodeLocation> eldest) {
            return size() > MAX;
        }
    };

    /** Remembers the place of a submission. */
    void seen(String taskClass, CodeLocation place) {
        places.put(taskClass, place);
    }

    /** Where tasks of this class, named as by {@link TaskNames}, were last submitted; null where that was not seen. */
    @Nullable
    CodeLocation of(@Nullable String taskClass) {
        return taskClass == null ? null : places.get(taskClass);
    }
}
