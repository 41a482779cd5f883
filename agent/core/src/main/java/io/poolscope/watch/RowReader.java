package io.poolscope.watch;

import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.pool.Limits;
import io.poolscope.pool.QueueReader;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Durations;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WorkerSnapshot;
import io.poolscope.snapshot.WorkerState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Sums up one row of the snapshot: one executor, or several as one. Made anew for each look. */
final class RowReader {
    private static final String CALLS_METHODS = "org.springframework.aop.interceptor.AsyncExecutionInterceptor";
    private static final double MILLI = 1e6;
    private static final BlockKind[] KINDS = BlockKind.values();
    /** Workers shown of a row. */
    private static final int MAX_WORKERS = 4096;

    private final Traces traces;
    private final Submissions submissions;
    private final Waits waits;
    private final String at;
    private final long now;
    private final long second;
    private final long look;
    private final long interval;
    private final double lookMillis;
    private final boolean cpuKnown;
    private final Predicate<String> active;

    /**
     * Makes one.
     *
     * @param at moment of the look
     * @param now the same, clock nanoseconds
     * @param second number of the second of the window
     * @param look number of the look
     * @param interval nanoseconds between samples
     * @param lookNanos time since the look before
     * @param cpuKnown whether CPU times can be had
     * @param active whether a probe, by name, is active
     */
    RowReader(
            Traces traces,
            Submissions submissions,
            Waits waits,
            Instant at,
            long now,
            long second,
            long look,
            long interval,
            long lookNanos,
            boolean cpuKnown,
            Predicate<String> active) {
        this.traces = traces;
        this.submissions = submissions;
        this.waits = waits;
        this.at = at.truncatedTo(ChronoUnit.MILLIS).toString();
        this.now = now;
        this.second = second;
        this.look = look;
        this.interval = interval;
        this.lookMillis = lookNanos / MILLI;
        this.cpuKnown = cpuKnown;
        this.active = active;
    }

    PoolSnapshot read(PoolRows.Row row) {
        List<Pool> pools = row.pools();
        Pool first = pools.get(0);
        List<WorkerSnapshot> workers = new ArrayList<>(first.workers.size());
        int managed = 0;
        for (Pool pool : pools) {
            List<Worker> nestedWorkers = new ArrayList<>();
            List<Wait> nestedWaits = new ArrayList<>();
            for (Worker worker : pool.workers) {
                Wait wait = worker.state == WorkerState.BLOCKED ? waits.describe(worker, now) : null;
                pool.servesApplication |= atApplication(wait);
                if (NestedWaits.nested(worker, wait) && wait != null && worker.wait != null) {
                    worker.wait.nested = true;
                    nestedWorkers.add(worker);
                    nestedWaits.add(wait);
                }
                managed += wait != null && wait.managed() ? 1 : 0;
                if (workers.size() < MAX_WORKERS) {
                    workers.add(worker(pool, worker, wait));
                }
            }
            for (int i = 0; i < nestedWorkers.size(); i++) {
                Wait wait = nestedWaits.get(i);
                pool.nested.seen(nestedWorkers.get(i), wait, NestedWaits.depth(pool, wait), second);
            }
        }
        workers.sort(Comparator.comparingLong(WorkerSnapshot::threadId));

        List<PoolSnapshot.TaskType> types = TaskTypes.sum(of(pools, p -> p.taskTypes), submissions, second);
        PoolSnapshot.Threads threads = threads(pools, managed);
        PoolSnapshot.Queue queue = queue(first, pools);
        return new PoolSnapshot(
                row.id(),
                row.name(),
                first.type(),
                row.kind(),
                first.createdAt,
                pools.size(),
                library(pools, types),
                threads,
                queue,
                tasks(row),
                time(pools),
                look(pools),
                List.copyOf(workers),
                Refusals.sum(of(pools, p -> p.refusals), sum(pools, Window.REJECTED), second),
                NestedWaits.sum(of(pools, p -> p.nested), second),
                types,
                History.sum(pools, look),
                row.totals().read(all(pools, pool -> pool.meter.waitsKnown())));
    }

    private WorkerSnapshot worker(Pool pool, Worker worker, @Nullable Wait wait) {
        if (!worker.inTask && wait == null && worker.state == WorkerState.IDLE) {
            return idle(worker);
        }
        WorkerRecord record = worker.record;
        String task = record == null || !worker.inTask ? null : TaskNames.running(record);
        return new WorkerSnapshot(
                worker.tid,
                worker.thread.getName(),
                worker.state,
                wait,
                TaskNames.shown(task),
                submissions.of(task),
                worker.inTask ? (now - worker.taskSince) / MILLI : 0);
    }

    /** All idle looks are alike: most workers of most programs need no new object. */
    private static WorkerSnapshot idle(Worker worker) {
        String name = worker.thread.getName();
        WorkerSnapshot shown = worker.shownIdle;
        if (shown == null || !shown.threadName().equals(name)) {
            shown = new WorkerSnapshot(worker.tid, name, WorkerState.IDLE, null, null, null, 0);
            worker.shownIdle = shown;
        }
        return shown;
    }

    private static boolean all(List<Pool> pools, Predicate<Pool> holds) {
        for (Pool pool : pools) {
            if (!holds.test(pool)) {
                return false;
            }
        }
        return true;
    }

    private static <T> List<T> of(List<Pool> pools, Function<Pool, T> part) {
        List<T> parts = new ArrayList<>(pools.size());
        for (Pool pool : pools) {
            parts.add(part.apply(pool));
        }
        return parts;
    }

    private boolean atApplication(@Nullable Wait wait) {
        CodeLocation site = wait == null ? null : wait.site();
        return site != null
                && (traces.application(site.className()) || site.className().equals(CALLS_METHODS));
    }

    private boolean library(List<Pool> pools, List<PoolSnapshot.TaskType> types) {
        return all(
                        pools,
                        pool -> !pool.servesApplication
                                && (pool.createdByLibrary || pool.createdInLibrary && !types.isEmpty()))
                && types.stream().noneMatch(type -> traces.application(type.task()));
    }

    private PoolSnapshot.Threads threads(List<Pool> pools, int managed) {
        int size = 0;
        int idle = 0;
        int blocked = 0;
        int peak = 0;
        int[] kinds = new int[KINDS.length];
        List<Integer> core = new ArrayList<>();
        List<Integer> max = new ArrayList<>();
        List<Integer> configured = new ArrayList<>();
        boolean canGrow = false;
        for (Pool pool : pools) {
            size += pool.workers.size();
            peak += (int) pool.meter.window.get(Window.PEAK_BLOCKED);
            for (Worker worker : pool.workers) {
                if (worker.state == WorkerState.IDLE) {
                    idle++;
                } else if (worker.state == WorkerState.BLOCKED) {
                    blocked++;
                    kinds[WorkerReader.kindOf(worker).ordinal()]++;
                }
            }
            Object executor = pool.executor();
            Limits limits = executor == null ? null : pool.family().limits(executor);
            add(core, limits == null ? null : limits.core());
            add(max, limits == null ? null : limits.max());
            add(configured, limits == null ? null : limits.configuredMax());
            // A fork-join pool replaces workers that wait in a managed way up to its parallelism.
            canGrow |= pool.canGrow()
                    || (pool.growsByCompensation()
                            && limits != null
                            && limits.max() != null
                            && managed > 0
                            && pool.workers.size() - managed < limits.max());
        }
        int running = size - idle - blocked;
        Map<BlockKind, Integer> byKind = new EnumMap<>(BlockKind.class);
        for (BlockKind kind : KINDS) {
            if (kinds[kind.ordinal()] > 0) {
                byKind.put(kind, kinds[kind.ordinal()]);
            }
        }
        return new PoolSnapshot.Threads(
                size,
                total(core, pools.size()),
                total(max, pools.size()),
                total(configured, pools.size()),
                canGrow,
                idle,
                running,
                blocked,
                java.util.Collections.unmodifiableMap(byKind),
                pools.size() == 1 ? peak : Math.min(peak, size));
    }

    private static void add(List<Integer> all, @Nullable Integer one) {
        if (one != null) {
            all.add(one);
        }
    }

    /** The sum, or null if one of the executors has no such limit. */
    private static @Nullable Integer total(List<Integer> known, int of) {
        if (known.size() < of) {
            return null;
        }
        long sum = 0;
        for (int one : known) {
            sum += one;
        }
        return sum >= Integer.MAX_VALUE ? null : (int) sum;
    }

    private PoolSnapshot.Queue queue(Pool first, List<Pool> pools) {
        int depth = 0;
        int peak = 0;
        Pool oldest = null;
        List<Integer> capacities = new ArrayList<>();
        boolean unbounded = false;
        for (Pool pool : pools) {
            depth += pool.meter.depth();
            peak = Math.max(peak, (int) pool.meter.window.get(Window.PEAK_DEPTH));
            if (pool.meter.headAge() >= 0 && (oldest == null || pool.meter.headAge() > oldest.meter.headAge())) {
                oldest = pool;
            }
            Object executor = pool.executor();
            QueueReader reader = executor == null ? null : pool.family().queueReader(executor);
            Object queue = executor == null ? null : pool.family().queue(executor);
            if (reader != null && queue != null) {
                Integer capacity = reader.capacity(queue);
                add(capacities, capacity);
                unbounded |= capacity == null;
            }
        }
        Object executor = first.executor();
        String headTask = oldest == null ? null : oldest.headTask();
        return new PoolSnapshot.Queue(
                executor == null ? null : first.family().queueType(executor),
                depth,
                pools.size() == 1 ? peak : Math.max(peak, depth),
                unbounded ? null : total(capacities, pools.size()),
                unbounded,
                oldest == null ? null : Double.valueOf(oldest.meter.headAge() / MILLI),
                TaskNames.shown(headTask),
                submissions.of(headTask),
                waitMs(pools));
    }

    private @Nullable Durations waitMs(List<Pool> pools) {
        Durations measured = WindowHistogram.sum(of(pools, p -> p.meter.waits)).durations();
        if (measured != null) {
            boolean exact = all(pools, pool -> pool.meter.exactWaits());
            // The curves tell each wait to one sample interval.
            return exact ? measured : measured.resolvedTo(interval / MILLI);
        }
        long started = sum(pools, Window.STARTED);
        // Little's law: mean wait = mean queue length / rate of starts.
        return started == 0 || !all(pools, Pool::countsTasks) || !all(pools, p -> !p.meter.knowsCancelled())
                ? null
                : Durations.ofMean(started, sum(pools, Window.QUEUED_NANOS) / (double) started / MILLI);
    }

    private PoolSnapshot.Tasks tasks(PoolRows.Row row) {
        List<Pool> pools = row.pools();
        PoolTotals totals = row.totals();
        boolean exact = all(pools, pool -> pool.meter.exact());
        List<WindowHistogram> runs = of(pools, p -> p.meter.runs);
        return new PoolSnapshot.Tasks(
                totals.count(PoolTotals.SUBMITTED),
                totals.count(PoolTotals.COMPLETED),
                active.test("rejected") || all(pools, pool -> pool.record != null)
                        ? Long.valueOf(totals.count(PoolTotals.REJECTED))
                        : null,
                active.test("failed") ? Long.valueOf(totals.count(PoolTotals.FAILED)) : null,
                all(pools, pool -> pool.meter.knowsCancelled())
                        ? Long.valueOf(totals.count(PoolTotals.CANCELLED))
                        : null,
                !all(pools, Pool::countsTasks)
                        ? null
                        : exact
                                ? WindowHistogram.sum(runs).durations()
                                : RunTimes.durations(
                                        runs, sum(pools, Window.COMPLETED), sum(pools, Window.ENDED_NANOS), interval));
    }

    private PoolSnapshot.WorkerTime time(List<Pool> pools) {
        Map<BlockKind, Double> byKind = new EnumMap<>(BlockKind.class);
        for (BlockKind kind : KINDS) {
            long nanos = 0;
            for (Pool pool : pools) {
                nanos += pool.meter.window.blocked(kind);
            }
            if (nanos > 0) {
                byKind.put(kind, nanos / MILLI);
            }
        }
        return new PoolSnapshot.WorkerTime(
                sum(pools, Window.IDLE_NANOS) / MILLI,
                sum(pools, Window.RUNNING_NANOS) / MILLI,
                sum(pools, Window.BLOCKED_NANOS) / MILLI,
                java.util.Collections.unmodifiableMap(byKind),
                cpuKnown ? Double.valueOf(sum(pools, Window.CPU_NANOS) / MILLI) : null);
    }

    private PoolSnapshot.Look look(List<Pool> pools) {
        int samples = 0;
        int minIdle = 0;
        double idle = 0;
        double running = 0;
        double blocked = 0;
        long completed = 0;
        long arrived = 0;
        long cpu = 0;
        for (Pool pool : pools) {
            PoolMeter meter = pool.meter;
            samples = Math.max(samples, meter.samples);
            minIdle += meter.samples == 0 ? pool.idleNow() : meter.minIdle;
            double sampled = Math.max(1, meter.sampledNanos);
            idle += meter.idleNanos / sampled;
            running += meter.runningNanos / sampled;
            blocked += meter.blockedNanos / sampled;
            completed += meter.completedSinceLook();
            arrived += meter.acceptedSinceLook();
            cpu += Math.max(0, meter.cpuNanos);
        }
        double workerMillis = (idle + running + blocked) * lookMillis;
        return new PoolSnapshot.Look(
                lookMillis,
                samples,
                minIdle,
                idle,
                running,
                blocked,
                completed,
                arrived,
                cpuKnown && workerMillis > 0 ? Double.valueOf(Math.min(1, cpu / MILLI / workerMillis)) : null);
    }

    /** Adds the point of this look to the timeline of an executor. */
    void point(Pool pool) {
        pool.meter.history.add(look, at, pool);
    }

    private static long sum(List<Pool> pools, int slot) {
        long sum = 0;
        for (Pool pool : pools) {
            sum += pool.meter.window.get(slot);
        }
        return sum;
    }
}
