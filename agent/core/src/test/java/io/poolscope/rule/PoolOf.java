package io.poolscope.rule;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Durations;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WorkerSnapshot;
import io.poolscope.snapshot.WorkerState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A pool of a snapshot made by hand. Id and name are the same; workers are {@code <name>-1} and so on; what the look saw
 * follows from the workers unless it is said. The window's worker time is that of the workers over 60 s.
 */
public final class PoolOf {
    private final String name;
    private final List<WorkerSnapshot> workers = new ArrayList<>();
    private final List<PoolSnapshot.Refusal> refusals = new ArrayList<>();
    private final List<PoolSnapshot.NestedWait> nested = new ArrayList<>();
    private final List<PoolSnapshot.Point> history = new ArrayList<>();
    private PoolKind kind = PoolKind.THREAD_POOL;
    private String type = "java.util.concurrent.ThreadPoolExecutor";
    private int instances = 1;
    private double taskMs;
    private boolean library;
    private @Nullable Integer core;
    private @Nullable Integer max;
    private @Nullable Integer configuredMax;
    private boolean canGrow;
    private @Nullable Integer capacity;
    private int depth;
    private @Nullable Double headAgeMs;
    private @Nullable CodeLocation headSubmittedAt;
    private @Nullable Durations waitMs;
    private @Nullable Durations runMs;
    private @Nullable String task;
    private @Nullable CodeLocation submittedAt;
    private int samples = 50;
    private long completed;
    private long arrived;
    private @Nullable Double cpuShare = 0.0;
    private @Nullable Double meanIdle;

    private PoolOf(String name) {
        this.name = name;
    }

    public static PoolOf name(String name) {
        return new PoolOf(name);
    }

    public PoolOf kind(PoolKind kind) {
        this.kind = kind;
        return this;
    }

    public PoolOf type(String type) {
        this.type = type;
        return this;
    }

    public PoolOf instances(int n) {
        this.instances = n;
        return this;
    }

    public PoolOf library() {
        this.library = true;
        return this;
    }

    /** Task of the workers that are added from now on. */
    public PoolOf task(String type, CodeLocation submittedAt) {
        this.task = type;
        this.submittedAt = submittedAt;
        return this;
    }

    public PoolOf idle(int n) {
        return workers(n, WorkerState.IDLE, i -> null);
    }

    public PoolOf running(int n) {
        return workers(n, WorkerState.RUNNING, i -> null);
    }

    /** Each in a task that has been seen for so long. */
    public PoolOf running(int n, double ms) {
        taskMs = ms;
        running(n);
        taskMs = 0;
        return this;
    }

    public PoolOf blocked(int n, WaitOf wait) {
        return blocked(n, i -> wait);
    }

    /** How long the tasks of the workers that are added from now on have been seen. */
    public PoolOf taskMs(double ms) {
        this.taskMs = ms;
        return this;
    }

    /** Each worker with a wait of its own, counted from 1. */
    public PoolOf blocked(int n, IntFunction<WaitOf> wait) {
        return workers(n, WorkerState.BLOCKED, i -> wait.apply(i).make());
    }

    private PoolOf workers(int n, WorkerState state, IntFunction<@Nullable Wait> wait) {
        for (int i = 1; i <= n; i++) {
            int number = workers.size() + 1;
            workers.add(new WorkerSnapshot(
                    threadId(name, number), name + "-" + number, state, wait.apply(i), task, submittedAt, taskMs));
        }
        return this;
    }

    /** The thread id of a worker, the same wherever a test needs it. */
    static long threadId(String pool, int number) {
        return Math.abs((long) pool.hashCode()) * 10_000 + number;
    }

    /** A fixed pool: core and maximum, an unbounded queue. */
    public PoolOf fixed(int size) {
        return limits(size, size, size);
    }

    public PoolOf limits(@Nullable Integer core, @Nullable Integer max, @Nullable Integer configuredMax) {
        this.core = core;
        this.max = max;
        this.configuredMax = configuredMax;
        return this;
    }

    public PoolOf canGrow() {
        this.canGrow = true;
        return this;
    }

    public PoolOf capacity(int capacity) {
        this.capacity = capacity;
        return this;
    }

    public PoolOf queue(int depth, double headAgeMs) {
        this.depth = depth;
        this.headAgeMs = depth == 0 ? null : headAgeMs;
        return this;
    }

    public PoolOf headFrom(CodeLocation submittedAt) {
        this.headSubmittedAt = submittedAt;
        return this;
    }

    public PoolOf waitP99(double p99) {
        this.waitMs = new Durations(1000, p99 / 2, p99 / 2, p99, p99, p99, p99, false, null);
        return this;
    }

    public PoolOf runMean(double mean) {
        this.runMs = Durations.ofMean(1000, mean);
        return this;
    }

    public PoolOf samples(int samples) {
        this.samples = samples;
        return this;
    }

    /** Tasks that ended and arrived since the look before. */
    public PoolOf flow(long completed, long arrived) {
        this.completed = completed;
        this.arrived = arrived;
        return this;
    }

    public PoolOf cpuShare(@Nullable Double share) {
        this.cpuShare = share;
        return this;
    }

    public PoolOf meanIdle(double mean) {
        this.meanIdle = mean;
        return this;
    }

    public PoolOf refused(@Nullable CodeLocation site, @Nullable String type, long count) {
        refusals.add(new PoolSnapshot.Refusal(site, type, count, null));
        return this;
    }

    public PoolOf nested(CodeLocation site, String call, int depth, long count, @Nullable String type) {
        nested.add(new PoolSnapshot.NestedWait(site, call, depth, count, null, type, null));
        return this;
    }

    /** A point of the timeline: that many tasks ended in the second before. */
    public PoolOf point(String t, long tasks) {
        return point(t, tasks, 0);
    }

    /** The same with that many tasks in the queue at the end of the second. */
    public PoolOf point(String t, long tasks, int queued) {
        history.add(new PoolSnapshot.Point(t, workers.size(), 0, 0, queued, null, tasks));
        return this;
    }

    /** A point of the timeline: so many workers. */
    public PoolOf wasOf(String t, int size) {
        history.add(new PoolSnapshot.Point(t, size, 0, 0, 0, null, 0));
        return this;
    }

    PoolSnapshot make() {
        int idle = count(WorkerState.IDLE);
        int running = count(WorkerState.RUNNING);
        int blocked = count(WorkerState.BLOCKED);
        Map<BlockKind, Integer> byKind = new EnumMap<>(BlockKind.class);
        workers.stream()
                .filter(w -> w.blockedBy() != null)
                .forEach(w -> byKind.merge(w.blockedBy().kind(), 1, Integer::sum));
        Double cpuMs = cpuShare == null ? null : cpuShare * workers.size() * 60_000;
        return new PoolSnapshot(
                name,
                name,
                type,
                kind,
                null,
                instances,
                library,
                new PoolSnapshot.Threads(
                        workers.size(), core, max, configuredMax, canGrow, idle, running, blocked, byKind, blocked),
                new PoolSnapshot.Queue(
                        "java.util.concurrent.LinkedBlockingQueue",
                        depth,
                        depth,
                        capacity,
                        capacity == null,
                        headAgeMs,
                        null,
                        headSubmittedAt,
                        waitMs),
                new PoolSnapshot.Tasks(1000, 900, null, null, null, runMs),
                new PoolSnapshot.WorkerTime(idle * 60_000.0, running * 60_000.0, blocked * 60_000.0, Map.of(), cpuMs),
                new PoolSnapshot.Look(
                        1000,
                        samples,
                        idle,
                        meanIdle == null ? idle : meanIdle,
                        running,
                        blocked,
                        completed,
                        arrived,
                        cpuShare),
                workers,
                refusals,
                nested,
                List.of(),
                history,
                null);
    }

    private int count(WorkerState state) {
        return (int) workers.stream().filter(w -> w.state() == state).count();
    }
}
