package io.poolscope.watch;

import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.LateTask;
import io.poolscope.snapshot.Stack;
import io.poolscope.snapshot.WorkerState;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who held the threads of one scheduler while a task was overdue. poolscope's thread only. */
final class Holders {
    /** Told of. */
    private static final int SHOWN = 3;
    /** Lines and tasks kept. */
    private static final int MAX = 16;
    /** Threads looked at in a sample: most schedulers have one. */
    private static final int WORKERS = 16;
    /** Frames of the stack of one that runs. */
    private static final int DEPTH = 64;

    private record Key(@Nullable String task, @Nullable CodeLocation site, boolean runs) {}

    private static final class Seen {
        int samples;

        @Nullable
        Reading reading;

        @Nullable
        CodeLocation runsAt;

        @Nullable
        Stack stack;

        @Nullable
        WeakReference<Object> task;
    }

    private final Map<Key, Seen> seen = new LinkedHashMap<>();
    private long lost;
    private long stackTaken = -1;

    /**
     * A task is overdue, and no thread is free.
     *
     * @param second a stack of one that runs is taken once in a second
     */
    void sample(Pool pool, Traces traces, long second) {
        int workers = Math.min(WORKERS, pool.workers.size());
        for (int i = 0; i < workers; i++) {
            Worker worker = pool.workers.get(i);
            Reading reading = worker.wait == null ? null : worker.wait.reading;
            boolean runs = worker.state == WorkerState.RUNNING;
            if (!worker.inTask || !runs && reading == null) {
                continue; // free by now, or its stack is still to come
            }
            Object task = worker.record == null ? null : worker.record.task;
            String kind = worker.record == null ? null : TaskNames.running(worker.record);
            Seen held = of(new Key(kind, reading == null ? null : reading.site(), runs));
            if (held != null) {
                held.samples++;
                held.reading = reading;
                held.task = task == null ? null : new WeakReference<>(task);
                if (runs && stackTaken != second) {
                    stackTaken = second;
                    stack(worker, held, traces);
                }
            }
        }
    }

    private @Nullable Seen of(Key key) {
        Seen known = seen.get(key);
        if (known == null) {
            if (seen.size() >= MAX) {
                lost++;
                return null;
            }
            known = new Seen();
            seen.put(key, known);
        }
        return known;
    }

    private static void stack(Worker worker, Seen held, Traces traces) {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(worker.tid, DEPTH);
        // The stack belongs to the task only if that is the same after it was taken.
        if (info == null
                || worker.seat == null
                || !worker.pool.family().inTask(worker.seat)
                || worker.pool.family().taskNumber(worker.seat) != worker.taskNumber) {
            return;
        }
        StackTraceElement[] frames = info.getStackTrace();
        CodeLocation site = traces.applicationFrame(frames);
        if (site != null) {
            held.runsAt = site;
            held.stack = traces.stack(frames);
        }
    }

    /** Nothing is overdue any more, and what was is forgotten. */
    void clear() {
        seen.clear();
    }

    long lost() {
        return lost;
    }

    List<LateTask.Holder> told(Beat late, Submissions submissions) {
        int all = Math.max(
                1, seen.values().stream().mapToInt(each -> each.samples).sum());
        List<LateTask.Holder> holders = new ArrayList<>();
        seen.entrySet().stream()
                .sorted(Comparator.comparingInt(each -> -each.getValue().samples))
                .limit(SHOWN)
                .forEach(each -> holders.add(holder(each.getKey(), each.getValue(), late, submissions, all)));
        return List.copyOf(holders);
    }

    private static LateTask.Holder holder(Key key, Seen held, Beat late, Submissions submissions, int all) {
        Reading reading = held.reading;
        Object task = held.task == null ? null : held.task.get();
        return new LateTask.Holder(
                TaskNames.shown(key.task),
                submissions.of(key.task),
                key.runs ? held.runsAt : key.site,
                reading == null ? null : reading.call(),
                key.runs ? null : Objects.requireNonNull(reading).kind(),
                late.is(task),
                (double) held.samples / all,
                reading == null ? held.stack : reading.stack());
    }
}
