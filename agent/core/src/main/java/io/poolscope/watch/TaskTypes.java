package io.poolscope.watch;

import io.poolscope.snapshot.PoolSnapshot.TaskType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tasks of one pool are, by how often each kind was seen in the window. poolscope's thread only. */
final class TaskTypes {
    /** Kinds followed of one pool. */
    private static final int MAX = 64;
    /** Kinds shown. */
    private static final int SHOWN = 16;

    private final Map<String, WindowCount> seen = new HashMap<>();
    private final int seconds;
    private long lost;

    TaskTypes(int seconds) {
        this.seconds = seconds;
    }

    void seen(String task, long second) {
        WindowCount count = seen.get(task);
        if (count == null) {
            if (seen.size() >= MAX) {
                seen.values().removeIf(old -> old.sum(second) == 0);
            }
            if (seen.size() >= MAX) {
                lost++;
                return;
            }
            count = new WindowCount(seconds);
            seen.put(task, count);
        }
        count.add(1, second);
    }

    /** The kinds of several executors together, most frequent first. */
    static List<TaskType> sum(List<TaskTypes> all, Submissions submissions, long second) {
        Map<String, Long> sums = new HashMap<>();
        for (TaskTypes one : all) {
            one.seen.forEach((task, count) -> {
                long sum = count.sum(second);
                if (sum > 0) {
                    sums.merge(task, sum, Long::sum);
                }
            });
        }
        // Two lambdas that are not known apart are one kind to whoever reads it.
        Map<TaskType, Long> shown = new HashMap<>();
        sums.forEach((kind, count) -> shown.merge(
                new TaskType(String.valueOf(TaskNames.shown(kind)), submissions.of(kind), 0), count, Long::sum));
        List<TaskType> types = new ArrayList<>();
        shown.forEach((type, count) -> types.add(new TaskType(type.task(), type.submittedAt(), count)));
        types.sort(Comparator.comparingLong(TaskType::seen).reversed().thenComparing(TaskType::task));
        return List.copyOf(types.subList(0, Math.min(SHOWN, types.size())));
    }

    /** Sightings that found the table full. */
    long lost() {
        return lost;
    }
}
