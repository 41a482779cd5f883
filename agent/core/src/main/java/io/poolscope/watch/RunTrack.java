package io.poolscope.watch;

import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.LongRun;
import io.poolscope.snapshot.Stack;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One task that has been running for long, as its stacks show it. Mutable; poolscope's thread only. */
final class RunTrack {
    /** Methods followed: a task that is met in more has no one place. */
    private static final int MAX = 16;

    /** A method of the application that was innermost. */
    private static final class Place {
        final long firstNanos;
        long lastNanos;
        int times;
        CodeLocation last;
        Stack stack;

        Place(long nanos, CodeLocation at, Stack stack) {
            this.firstNanos = nanos;
            this.lastNanos = nanos;
            this.last = at;
            this.stack = stack;
        }

        long nanos() {
            return lastNanos - firstNanos;
        }
    }

    final Worker worker;
    /** Clock nanoseconds at which its stack was asked for last. */
    long askedAt = Long.MIN_VALUE;

    private final long taskNumber;
    private final long taskSince;
    private final Map<String, Place> places = new HashMap<>();
    private @Nullable CodeLocation entry;
    private int stacks;

    RunTrack(Worker worker) {
        this.worker = worker;
        this.taskNumber = worker.taskNumber;
        this.taskSince = worker.taskSince;
    }

    boolean isOf(Worker now) {
        return now.inTask && now.taskNumber == taskNumber && now.taskSince == taskSince && !now.gone;
    }

    boolean isDue(long now, long gap) {
        return askedAt == Long.MIN_VALUE || now - askedAt >= gap;
    }

    /**
     * A stack was taken.
     *
     * @param place the application's innermost frame
     * @param outermost the application's outermost frame; null where there is none
     * @param nanos CPU time of the worker so far
     */
    void met(CodeLocation place, @Nullable CodeLocation outermost, Stack stack, long nanos) {
        stacks++;
        entry = outermost;
        String key = place.className() + "#" + place.method();
        Place known = places.get(key);
        if (known == null) {
            if (places.size() >= MAX) {
                return;
            }
            known = new Place(nanos, place, stack);
            places.put(key, known);
        }
        known.lastNanos = nanos;
        known.times++;
        known.last = place;
        known.stack = stack;
    }

    /** What there is to tell; null before the first stack. */
    @Nullable
    LongRun fact(String row) {
        Place most = places.values().stream()
                .max(Comparator.<Place>comparingLong(Place::nanos)
                        .thenComparingInt(place -> place.times)
                        .thenComparing(place -> place.last.toString()))
                .orElse(null);
        return most == null
                ? null
                : new LongRun(
                        row,
                        worker.tid,
                        worker.thread.getName(),
                        entry,
                        most.last,
                        most.stack,
                        most.nanos() / 1e6,
                        stacks);
    }
}
