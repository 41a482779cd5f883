package io.poolscope.watch;

import io.poolscope.bootstrap.Story;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Fact;
import io.poolscope.snapshot.Offload;
import io.poolscope.snapshot.TaskHop;
import io.poolscope.snapshot.WaitChain;
import io.poolscope.snapshot.WaitLoop;
import io.poolscope.watch.StoryTable.Key;
import io.poolscope.watch.StoryTable.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stories amount to, by pool, kind of task and place. poolscope's thread only. */
final class StoryFacts {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_MICRO = 1e3;
    /** Fewer waits at one place are no loop, whatever the rule's threshold. */
    private static final int FEW = 3;

    private record Jobs(long waits, long nanos, long gapNanos) {}

    private record Hop(long runNanos, long handOverNanos) {}

    private final StoryTable<WaitChain.Task> chains;
    private final StoryTable<WaitLoop.Task> loops;
    private final StoryTable<Jobs> offloads;
    private final StoryTable<Hop> hops;

    /**
     * Nothing told yet.
     *
     * @param rows keys of each table
     * @param tasks kept of each key
     * @param seconds length of the window
     */
    StoryFacts(int rows, int tasks, int seconds) {
        chains = new StoryTable<>(rows, tasks, seconds);
        loops = new StoryTable<>(rows, tasks, seconds);
        // Each entry stands for 20 ms of waiting: a busy pool has many in a window, and the rule counts them all.
        offloads = new StoryTable<>(rows, tasks * 16, seconds);
        hops = new StoryTable<>(rows, tasks * 4, seconds);
    }

    /**
     * A task, or a worker, has told its story.
     *
     * @param readings of its entries
     * @param pool id of the executor
     * @param kind of the task; null where unknown
     */
    void told(Story story, List<Reading> readings, String pool, @Nullable String kind, long second) {
        if (story.offloads) {
            Reading at = readings.get(0);
            Jobs jobs = new Jobs(story.waits[0], story.nanos[0], story.gapNanos);
            offloads.add(new Key(pool, null, at.site()), jobs, at, null, second);
        } else if (story.entries > 0) {
            chain(story, readings, pool, kind, second);
            loop(story, readings, pool, kind, second);
        }
    }

    /** Whether there is a chain or a loop in it, whatever the places: most of what overlaps needs no stack read. */
    static boolean tellsAnything(Story story) {
        int later = story.restWaits;
        for (int i = 0; i < story.entries; i++) {
            later += story.begun[i] == Story.BEFORE ? 0 : story.waits[i];
        }
        return story.offloads || later >= FEW;
    }

    /** Of the chains of a task the one of which overlapping would save most. */
    private void chain(Story story, List<Reading> readings, String pool, @Nullable String kind, long second) {
        int from = 0;
        int to = 0;
        long best = 0;
        for (int first = 0; first < story.entries; ) {
            int next = first + 1;
            while (next < story.entries && story.begun[next] != Story.BEFORE) {
                next++;
            }
            long saved = sum(story.nanos, first, next) - longest(story.nanos, first, next);
            if (saved > best) {
                best = saved;
                from = first;
                to = next;
            }
            first = next;
        }
        if (best == 0) {
            return;
        }
        int waits = 0;
        boolean likely = false;
        for (int i = from; i < to; i++) {
            waits += story.waits[i];
            likely |= i > from && story.begun[i] == Story.UNKNOWN;
        }
        double sum = sum(story.nanos, from, to) / NANOS_PER_MILLI;
        Double taskMs = story.startedAt == 0 ? null : (story.endedAt - story.startedAt) / NANOS_PER_MILLI;
        WaitChain.Task task =
                new WaitChain.Task(waits, sum, longest(story.nanos, from, to) / NANOS_PER_MILLI, taskMs, likely);
        Reading at = readings.get(from);
        chains.add(new Key(pool, kind, at.site()), task, at, steps(story, readings, from, to), second);
    }

    private static List<WaitChain.Step> steps(Story story, List<Reading> readings, int from, int to) {
        List<WaitChain.Step> steps = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Reading at = readings.get(i);
            int waits = story.waits[i];
            double ms = story.nanos[i] / NANOS_PER_MILLI;
            int last = steps.size() - 1;
            if (last >= 0 && steps.get(last).site().equals(at.site())) {
                WaitChain.Step same = steps.remove(last);
                waits += same.waits();
                ms += same.ms();
            }
            steps.add(new WaitChain.Step(at.site(), at.call(), waits, ms));
        }
        return List.copyOf(steps);
    }

    private static long sum(long[] nanos, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += nanos[i];
        }
        return sum;
    }

    private static long longest(long[] nanos, int from, int to) {
        long longest = 0;
        for (int i = from; i < to; i++) {
            longest = Math.max(longest, nanos[i]);
        }
        return longest;
    }

    /** The waits of a task at one place. */
    private static final class Place {
        final Reading example;
        int waits;
        long nanos;
        int overlapped;

        Place(Reading example) {
            this.example = example;
        }
    }

    private void loop(Story story, List<Reading> readings, String pool, @Nullable String kind, long second) {
        Map<CodeLocation, Place> places = new LinkedHashMap<>();
        for (int i = 0; i < story.entries; i++) {
            Reading at = readings.get(i);
            Place place = places.computeIfAbsent(at.site(), site -> new Place(at));
            if (story.begun[i] == Story.BEFORE) {
                place.overlapped += story.waits[i];
            } else {
                place.waits += story.waits[i];
                place.nanos += story.nanos[i];
            }
        }
        rest(story, readings, places);
        places.forEach((site, place) -> {
            if (place.waits >= FEW) {
                WaitLoop.Task task = new WaitLoop.Task(place.waits, place.nanos / NANOS_PER_MILLI, place.overlapped);
                loops.add(new Key(pool, kind, site), task, place.example, null, second);
            }
        });
    }

    /** Waits without an entry belong to the loop that the task was in when the entries were used up. */
    private static void rest(Story story, List<Reading> readings, Map<CodeLocation, Place> places) {
        CodeLocation last = readings.get(story.entries - 1).site();
        for (int i = story.entries / 2; i < story.entries; i++) {
            if (!readings.get(i).site().equals(last)) {
                return;
            }
        }
        Place place = places.get(last);
        if (place != null) {
            place.waits += story.restWaits;
            place.nanos += story.restNanos;
            place.overlapped += story.restBefore;
        }
    }

    /** A task was timed by the clock. */
    void timed(Key key, long runNanos, long handOverNanos, long second) {
        if (runNanos >= 0 && handOverNanos >= 0) {
            hops.add(key, new Hop(runNanos, handOverNanos), null, null, second);
        }
    }

    List<Fact> look(Seen seen) {
        List<Fact> all = new ArrayList<>();
        for (Row<WaitChain.Task> row : chains.look(seen)) {
            Reading at = row.example;
            if (at != null && row.latest instanceof List<?> steps) {
                all.add(new WaitChain(
                        row.key.pool(),
                        TaskNames.shown(row.key.kind()),
                        seen.submissions().of(row.key.kind()),
                        steps.stream().map(WaitChain.Step.class::cast).toList(),
                        List.copyOf(row.tasks),
                        at.stack()));
            }
        }
        for (Row<WaitLoop.Task> row : loops.look(seen)) {
            Reading at = row.example;
            if (at != null) {
                all.add(new WaitLoop(
                        row.key.pool(),
                        TaskNames.shown(row.key.kind()),
                        seen.submissions().of(row.key.kind()),
                        at.site(),
                        at.call(),
                        List.copyOf(row.tasks),
                        at.stack()));
            }
        }
        for (Row<Jobs> row : offloads.look(seen)) {
            Reading at = row.example;
            if (at != null) {
                all.add(new Offload(
                        row.key.pool(),
                        at.site(),
                        at.call(),
                        row.tasks.stream().mapToLong(Jobs::waits).sum(),
                        row.tasks.stream().mapToLong(Jobs::nanos).sum() / NANOS_PER_MILLI,
                        row.tasks.stream().mapToLong(Jobs::gapNanos).sum() / NANOS_PER_MILLI,
                        at.stack()));
            }
        }
        hops(seen, all);
        return all;
    }

    private void hops(Seen seen, List<Fact> all) {
        Map<String, Integer> timed = new HashMap<>();
        List<Row<Hop>> rows = new ArrayList<>(hops.look(seen));
        rows.forEach(row -> timed.merge(row.key.pool(), row.tasks.size(), Integer::sum));
        for (Row<Hop> row : rows) {
            CodeLocation at = seen.submissions().of(row.key.kind());
            int samples = row.tasks.size();
            if (at != null) {
                all.add(new TaskHop(
                        row.key.pool(),
                        TaskNames.shown(row.key.kind()),
                        at,
                        samples,
                        (double) samples / Math.max(1, timed.getOrDefault(row.key.pool(), samples)),
                        median(row.tasks.stream()
                                .mapToLong(Hop::runNanos)
                                .sorted()
                                .toArray()),
                        median(row.tasks.stream()
                                .mapToLong(Hop::handOverNanos)
                                .sorted()
                                .toArray())));
            }
        }
    }

    private static double median(long[] sorted) {
        return sorted[sorted.length / 2] / NANOS_PER_MICRO;
    }

    /** Tasks that found no room. */
    long lost() {
        return chains.lost() + loops.lost() + offloads.lost() + hops.lost();
    }
}
