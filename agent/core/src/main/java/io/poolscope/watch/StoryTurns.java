package io.poolscope.watch;

import io.poolscope.bootstrap.Story;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose story is read: each kind of task of each pool has its turn, however much others tell. poolscope's thread only.
 */
final class StoryTurns {
    /** Kinds remembered; the one that told nothing for longest goes first. */
    private static final int MAX = 1_000;

    private record Teller(String pool, @Nullable String kind, boolean offloads) {}

    /** What one kind of task has told. */
    static final class Turn {
        private final int perSecond;
        private long second = -1;
        private int read;
        private int waits;
        private long nanos;
        private long gapNanos;

        private Turn(int perSecond) {
            this.perSecond = perSecond;
        }

        /** Whether one more may be read in this second. */
        boolean take(long now) {
            if (second != now) {
                second = now;
                read = 0;
            }
            return read++ < perSecond;
        }

        /** A story is not read: the jobs in it are known in number, and will be added to the next that is. */
        void unread(Story story) {
            if (story.offloads) {
                waits += story.waits[0];
                nanos += story.nanos[0];
                gapNanos += story.gapNanos;
            }
        }

        /** Adds the jobs that were not read to those of a story that was: at the same place, most likely. */
        void addTo(Story story) {
            if (story.offloads) {
                story.waits[0] += waits;
                story.nanos[0] += nanos;
                story.gapNanos += gapNanos;
                waits = 0;
                nanos = 0;
                gapNanos = 0;
            }
        }
    }

    private final int perSecond;
    private final Map<Teller, Turn> turns = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Teller, Turn> eldest) {
            return size() > MAX;
        }
    };

    /**
     * Nobody told anything.
     *
     * @param perSecond stories of one kind of task in one pool that are read in a second
     */
    StoryTurns(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * The turn of a kind of task.
     *
     * @param pool id of the executor
     * @param kind null where unknown
     * @param offloads whether it is about jobs handed over
     */
    Turn of(String pool, @Nullable String kind, boolean offloads) {
        return turns.computeIfAbsent(new Teller(pool, kind, offloads), teller -> new Turn(perSecond));
    }
}
