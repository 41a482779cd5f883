package io.poolscope.watch;

import io.poolscope.bootstrap.Records;
import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.pool.PoolFamily;
import io.poolscope.pool.QueueReader;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one executor: counters since it was first seen, sums and histograms of the window, and what happened
 * since the last look. poolscope's thread only.
 */
final class PoolMeter {
    final Window window;
    final WindowHistogram waits;
    final WindowHistogram runs;
    final History history = new History();
    final PoolTotals totals = new PoolTotals();

    // Since the pool was first seen.
    private @Nullable CompletedTasks completedTasks;
    private final boolean fromZero;
    private long completed;
    private long started;
    private long startedInSample;
    private long accepted;
    private long failedOfEnded;
    private long rejectedSeen;
    private @Nullable Curve curve;
    private final Curve.Sink sink = this::waited;
    private boolean fresh;
    private final HeadWatch head = new HeadWatch();
    private final Departures departures = new Departures();
    /** Whether times come from a clock read in every task: then nothing is taken from samples. */
    private boolean exact;
    /** The same for times in the queue: tasks of scheduled pools, and most of fork-join pools, have none that is exact. */
    private boolean exactWaits;

    private boolean waitsKnown;

    private long sampledAt;
    private int depth;
    private long headAge = -1;
    private long openTaskNanos;
    /** Tasks that failed, at the last look. */
    private long failed;

    private long lookedAt;

    // Since the last look.
    int samples;
    int minIdle = Integer.MAX_VALUE;
    double sampledNanos;
    double idleNanos;
    double runningNanos;
    double blockedNanos;
    private long completedAtLook;
    private long acceptedAtLook;
    /** CPU nanoseconds of the workers since the last look; -1 where the JVM does not tell. */
    long cpuNanos = -1;

    /**
     * Makes a meter.
     *
     * @param seconds length of the window
     * @param fromZero whether tasks that ended before now count: the pool came up under our eyes
     */
    PoolMeter(int seconds, boolean fromZero) {
        this.window = new Window(seconds);
        this.waits = new WindowHistogram(seconds);
        this.runs = new WindowHistogram(seconds);
        this.fromZero = fromZero;
    }

    /**
     * All workers of the pool were read: takes the queue and the counters.
     *
     * @param elapsed nanoseconds that the sample stands for
     * @param notBlocked nanoseconds that earlier samples counted as blocked, and that were not: mostly the task went on
     */
    void sample(Pool pool, long now, long elapsed, long live, int inTask, int blocked, long notBlocked) {
        int size = pool.workers.size();
        times(elapsed, 1, size - inTask, inTask, blocked, notBlocked);
        Object executor = pool.executor();
        if (executor != null) {
            counters(pool.family(), executor, size, live, inTask, now, elapsed);
            queue(pool.family(), executor, now, elapsed, size);
        }
        sampledAt = now;
    }

    /**
     * Samples that found all as the one before them, with an empty queue: as if each had been taken by itself, since all
     * figures are sums of time.
     *
     * @param now when the last of them was taken
     * @param elapsed nanoseconds that they stand for together
     * @param alike how many
     */
    void same(long now, long elapsed, int alike, int idle, int inTask, int blocked, long notBlocked) {
        times(elapsed, alike, idle, inTask, blocked, notBlocked);
        startedInSample = 0;
        if (!exact) {
            totals.add(PoolTotals.RUN_NANOS, (double) inTask * elapsed);
        }
        if (curve != null) {
            curve.sample(now, started, 0, idle + inTask + 1, sink);
        }
        sampledAt = now;
    }

    /** Whether no task is queued, or on its way from the queue to a worker, as far as was seen. */
    boolean nothingQueued() {
        return depth == 0 && headAge < 0;
    }

    private void times(long elapsed, int taken, int idle, int inTask, int blocked, long notBlocked) {
        int running = inTask - blocked;
        window.add(Window.IDLE_NANOS, idle * elapsed);
        window.add(Window.RUNNING_NANOS, running * elapsed + notBlocked);
        window.add(Window.BLOCKED_NANOS, blocked * elapsed - notBlocked);
        window.add(Window.SAMPLES, taken);
        window.add(Window.SAMPLED_NANOS, elapsed);
        window.peak(Window.PEAK_BLOCKED, blocked);
        samples += taken;
        minIdle = Math.min(minIdle, idle);
        sampledNanos += elapsed;
        idleNanos += (double) idle * elapsed;
        runningNanos += (double) running * elapsed + notBlocked;
        blockedNanos += (double) blocked * elapsed - notBlocked;
    }

    private void counters(PoolFamily family, Object executor, int size, long live, int inTask, long now, long elapsed) {
        long retired = family.retired(executor);
        boolean begun = completedTasks == null;
        if (completedTasks == null) {
            completedTasks = new CompletedTasks(retired, live, fromZero);
            fresh = fromZero && retired == 0;
        }
        long completedNow = completedTasks.update(retired, live, family.size(executor) == size);
        long startedNow = Math.max(started, completedNow + inTask);
        if (!family.countsTasks()) {
            long before = departures.total();
            startedNow = Math.max(startedNow, started + departed(family, executor, now) - before);
            completedNow = Math.max(completedNow, startedNow - inTask);
        }
        window.add(Window.COMPLETED, completedNow - completed);
        window.add(Window.STARTED, startedNow - started);
        if (!exact) {
            totals.add(PoolTotals.RAN, completedNow - completed);
            totals.add(PoolTotals.RUN_NANOS, (double) inTask * elapsed);
        }
        // Tasks that an older pool had begun already have waited before our time.
        startedInSample = begun && !fromZero ? 0 : startedNow - started;
        completed = completedNow;
        started = startedNow;
    }

    /** What those who took them do not count, the queue tells: tasks that left it. */
    private long departed(PoolFamily family, Object executor, long now) {
        QueueReader reader = family.queueReader(executor);
        Object queue = family.queue(executor);
        return reader == null || queue == null || !reader.fifo()
                ? departures.total()
                : departures.sample(reader, queue, now);
    }

    private void queue(PoolFamily family, Object executor, long now, long elapsed, int size) {
        QueueReader reader = family.queueReader(executor);
        Object queue = family.queue(executor);
        if (reader == null || queue == null) {
            accepted = Math.max(accepted, started);
            return;
        }
        waitsKnown = true;
        depth = reader.depth(queue, now);
        window.add(Window.QUEUED_NANOS, depth * elapsed);
        window.peak(Window.PEAK_DEPTH, depth);
        if (reader.fifo()) {
            Curve following = curve;
            if (following == null) {
                // A pool that came up since the sample before had an empty queue then; of any other nothing is known.
                following = fresh ? new Curve(now - elapsed, 0, 0) : new Curve(now, started, depth);
                curve = following;
            }
            following.sample(now, started, depth, size + 1, sink);
            headAge = following.headAge(now);
        } else {
            headAge = head.age(reader, queue, depth, now);
            // Out of order no single wait is known, but their sum is the area under the queue's depth.
            if (!exactWaits) {
                totals.add(PoolTotals.WAITED, startedInSample);
                totals.add(PoolTotals.WAIT_NANOS, (double) depth * elapsed);
            }
        }
        accepted = Math.max(accepted, started + depth + cancelled());
    }

    private void waited(long nanos, long count, boolean estimated) {
        if (!exactWaits) {
            waits.record(nanos, count, estimated);
            totals.add(PoolTotals.WAITED, count);
            totals.add(PoolTotals.WAIT_NANOS, (double) nanos * count);
        }
    }

    /** A worker's task has ended, or the worker with it. */
    void taskEnded(Worker worker, long gap) {
        long length = RunTimes.length(worker, gap);
        if (!exact && length >= 0) {
            runs.record(length, 1, true);
        }
    }

    /** A worker's thread has ended. */
    void workerEnded(Worker worker) {
        if (completedTasks != null) {
            completedTasks.ended(worker.completed);
        }
        WorkerRecord record = worker.record;
        if (record != null) {
            takeTimes(worker);
            failedOfEnded += record.failed;
            Records.forget(record);
        }
    }

    /** Keeps the sums of what the probes wrote, and lets go of where they wrote it. */
    void probesChanged(Pool pool) {
        for (Worker worker : pool.workers) {
            failedOfEnded += worker.record == null ? 0 : worker.record.failed;
            worker.record = null;
            worker.timesRead = null;
        }
        pool.record = null;
        rejectedSeen = 0;
    }

    /** Takes over the exact times that a worker wrote, where every task is timed. */
    void takeTimes(Worker worker) {
        WorkerRecord record = worker.record;
        if (record != null && record.times != null) {
            // These times cover all tasks since the worker was met: estimates would count them twice. The totals have
            // counted those by samples already, and must not fall: they go on from here. A worker of a pool whose tasks
            // no
            // probe sees (Tomcat's) may have a record too, for its waits: nothing is written there.
            if (!exact && record.times.runNanos > 0) {
                exact = true;
                runs.clear();
                PoolTotals counted = new PoolTotals();
                worker.pool.workers.forEach(each -> read(each).takeRuns(runs, counted));
            }
            if (!exactWaits && record.times.waitNanos > 0) {
                exactWaits = true;
                waits.clear();
                PoolTotals counted = new PoolTotals();
                worker.pool.workers.forEach(each -> read(each).takeWaits(waits, counted));
            }
            if (exact) {
                read(worker).takeRuns(runs, totals);
            }
            if (exactWaits) {
                read(worker).takeWaits(waits, totals);
            }
        }
    }

    private static TimesRead read(Worker worker) {
        TimesRead read = worker.timesRead;
        WorkerRecord record = worker.record;
        if (read == null || !read.timed()) {
            read = new TimesRead(record == null ? null : record.times);
            worker.timesRead = read;
        }
        return read;
    }

    /** Just before a look: what is only taken once a second. */
    void beforeLook(Pool pool, long now) {
        long open = openTaskNanos + pool.busyNow() * (now - lookedAt);
        if (pool.moved()) {
            open = 0;
            failed = failedOfEnded;
            for (Worker worker : pool.workers) {
                takeTimes(worker);
                failed += worker.record == null ? 0 : worker.record.failed;
                open += worker.inTask ? now - worker.taskSince : 0;
            }
        }
        lookedAt = now;
        long busy = (long) (runningNanos + blockedNanos);
        window.add(Window.ENDED_NANOS, busy - (open - openTaskNanos));
        openTaskNanos = open;
        if (pool.record != null) {
            long rejected = pool.record.rejected();
            window.add(Window.REJECTED, rejected - rejectedSeen);
            rejectedSeen = rejected;
            totals.atLeast(PoolTotals.REJECTED, rejected);
        }
        totals.atLeast(PoolTotals.SUBMITTED, accepted);
        totals.atLeast(PoolTotals.COMPLETED, completed);
        totals.atLeast(PoolTotals.FAILED, failed);
        totals.atLeast(PoolTotals.CANCELLED, cancelled());
        if (cpuNanos > 0) {
            window.add(Window.CPU_NANOS, cpuNanos);
        }
    }

    /**
     * The look is over: a new second begins.
     *
     * @param seconds that the window moves on by: more than one after a look that came late
     */
    void afterLook(int seconds) {
        window.roll(seconds);
        waits.roll(seconds);
        runs.roll(seconds);
        samples = 0;
        minIdle = Integer.MAX_VALUE;
        sampledNanos = 0;
        idleNanos = 0;
        runningNanos = 0;
        blockedNanos = 0;
        completedAtLook = completed;
        acceptedAtLook = accepted;
        cpuNanos = -1;
    }

    long completed() {
        return completed;
    }

    long accepted() {
        return accepted;
    }

    long completedSinceLook() {
        return completed - completedAtLook;
    }

    long acceptedSinceLook() {
        return accepted - acceptedAtLook;
    }

    long cancelled() {
        return curve == null ? 0 : curve.cancelled();
    }

    boolean knowsCancelled() {
        return curve != null;
    }

    boolean exact() {
        return exact;
    }

    boolean exactWaits() {
        return exactWaits;
    }

    /** Whether the totals have times in the queue. */
    boolean waitsKnown() {
        return exactWaits || waitsKnown;
    }

    int depth() {
        return depth;
    }

    /** Nanoseconds; -1 while nothing is queued. */
    long headAge() {
        return headAge;
    }

    long sampledAt() {
        return sampledAt;
    }

    long mergedPoints() {
        return curve == null ? 0 : curve.merged();
    }
}
