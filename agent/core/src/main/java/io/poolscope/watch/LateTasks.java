package io.poolscope.watch;

import io.poolscope.pool.QueueVisitor;
import io.poolscope.pool.ScheduledTask;
import io.poolscope.snapshot.LateTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Periodic tasks that start late because no thread of their scheduler is free. Read from the queue and the times of the tasks
 * themselves; with probes also from what the workers run. Follows only tasks that were found waiting, or running: one
 * that a free thread takes as soon as it is due is never met. poolscope's thread only.
 */
final class LateTasks implements FactSource {
    /** Schedulers watched. */
    private static final int MAX_SCHEDULERS = 256;
    /** Tasks followed of one scheduler, and looked at in its queue in one sample. */
    private static final int MAX_TASKS = 64;
    /** Late tasks told of one scheduler. */
    private static final int TOLD = 8;
    /** A sample that is later than usual by that was held up with the whole JVM, or for want of CPU. Nanoseconds. */
    private static final long STOOD = 250_000_000L;

    private static final long SECOND = 1_000_000_000L;
    private static final double MILLI = 1e6;
    /** Of the gap between samples, as an average that follows the last ones. */
    private static final int FOLLOWS = 8;

    /** One executor with a queue of scheduled tasks. */
    private static final class Scheduler {
        final Pool pool;
        final List<Beat> beats = new ArrayList<>();
        final Holders holders = new Holders();

        Scheduler(Pool pool) {
            this.pool = pool;
        }
    }

    private final int seconds;
    private List<Scheduler> schedulers = List.of();
    private long previous = Long.MIN_VALUE;
    private long usual = -1;
    private long resumed = Long.MIN_VALUE;
    private long firstLook = Long.MIN_VALUE;
    private long lost;

    LateTasks(int seconds) {
        this.seconds = seconds;
    }

    @Override
    public void sampled(Seen seen) {
        long now = seen.now();
        long before = previous;
        previous = now;
        if (before == Long.MIN_VALUE) {
            find(seen);
        } else {
            long gap = now - before;
            if (usual >= 0 && gap > usual + STOOD) {
                resumed = now;
            }
            usual = usual < 0 ? gap : usual + (Math.min(gap, SECOND) - usual) / FOLLOWS;
        }
        for (int i = 0; i < schedulers.size(); i++) {
            sample(schedulers.get(i), seen, before);
        }
    }

    private void sample(Scheduler of, Seen seen, long before) {
        List<Beat> beats = of.beats;
        for (int i = beats.size() - 1; i >= 0; i--) {
            if (!beats.get(i).sample(seen.now(), before, resumed, seen.second())) {
                beats.remove(i);
            }
        }
        for (int i = 0; i < of.pool.workers.size() && i < MAX_TASKS; i++) {
            Worker worker = of.pool.workers.get(i);
            if (worker.inTask && worker.record != null && worker.record.task != null) {
                beat(of, worker.record.task, seen.now());
            }
        }
        if (of.pool.idleNow() > 0) {
            return; // who is late then is the machine
        }
        QueueVisitor waits = (task, place) -> {
            Beat beat = beat(of, task, seen.now());
            if (beat != null) {
                beat.waits(seen.now());
            }
            return place < MAX_TASKS;
        };
        Object executor = of.pool.executor();
        if (executor != null && !ScheduledTask.dueInTimer(executor, waits)) {
            of.pool.queued(waits);
        }
        for (int i = 0; i < beats.size(); i++) {
            if (beats.get(i).overdue(resumed)) {
                of.holders.sample(of.pool, seen.traces(), seen.second());
                return;
            }
        }
    }

    private @Nullable Beat beat(Scheduler of, Object task, long now) {
        if (ScheduledTask.period(task) == 0) {
            return null;
        }
        for (int i = 0; i < of.beats.size(); i++) {
            if (of.beats.get(i).is(task)) {
                return of.beats.get(i);
            }
        }
        if (of.beats.size() >= MAX_TASKS) {
            lost++;
            return null;
        }
        String kind = TaskNames.of(task);
        Beat beat = new Beat(task, kind == null ? "" : kind, seconds, now, firstLook);
        of.beats.add(beat);
        return beat;
    }

    @Override
    public List<LateTask> look(Seen seen) {
        List<LateTask> facts = new ArrayList<>();
        for (Scheduler of : schedulers) {
            of.beats.removeIf(beat -> beat.inTime(seen.now(), resumed));
            String row = seen.rowId(of.pool);
            if (of.beats.isEmpty()) {
                of.holders.clear();
            } else if (row != null) {
                of.beats.stream()
                        .filter(beat -> beat.starts(resumed) > 0)
                        .sorted(Comparator.comparingLong(beat -> -beat.late(resumed)))
                        .limit(TOLD)
                        .forEach(beat -> facts.add(fact(of, beat, row, seen)));
            }
        }
        firstLook = firstLook == Long.MIN_VALUE ? seen.now() : firstLook;
        find(seen);
        return facts;
    }

    private LateTask fact(Scheduler of, Beat beat, String row, Seen seen) {
        String task = beat.name.isEmpty() ? null : beat.name;
        return new LateTask(
                row,
                TaskNames.shown(task),
                seen.submissions().of(task),
                beat.period / MILLI,
                beat.fixedDelay,
                beat.starts(resumed),
                beat.occasions(resumed, seen.second()),
                beat.late(resumed) / MILLI,
                beat.ago(seen.now(), resumed) / MILLI,
                beat.since(seen.now(), resumed) / MILLI,
                beat.beganBefore,
                of.pool.workers.size(),
                of.holders.told(beat, seen.submissions()));
    }

    /** Schedulers come and go; which of the executors are such is asked once a second. */
    private void find(Seen seen) {
        List<Scheduler> found = new ArrayList<>();
        for (Pool pool : seen.pools()) {
            Object executor = pool.executor();
            if (executor != null && ScheduledTask.runIn(executor, pool.family())) {
                if (found.size() >= MAX_SCHEDULERS) {
                    lost++;
                    break;
                }
                found.add(known(pool));
            }
        }
        schedulers = found.isEmpty() ? List.of() : found;
    }

    private Scheduler known(Pool pool) {
        for (Scheduler each : schedulers) {
            if (each.pool == pool) {
                return each;
            }
        }
        return new Scheduler(pool);
    }

    @Override
    public Map<String, Long> lost() {
        long all = lost;
        for (Scheduler each : schedulers) {
            all += each.holders.lost();
        }
        return Map.of("late-tasks-over-limit", all);
    }
}
