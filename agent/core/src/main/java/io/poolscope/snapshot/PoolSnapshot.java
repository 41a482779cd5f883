package io.poolscope.snapshot;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pool, or several executors folded into one row.
 *
 * @param id unique in this JVM while the pool lives, {@code p7}
 * @param name what a person calls it
 * @param type binary class name of the executor
 * @param kind family
 * @param createdAt where its constructor was called; null without probes
 * @param instances executors in this row
 * @param library no application frame at its creation and none in its tasks: a library's housekeeping
 * @param threads workers and limits
 * @param queue the queue
 * @param tasks counters
 * @param time how the workers' time divided in the window
 * @param look what happened since the look before
 * @param workers the workers at the moment of the look, at most 4096, by thread id
 * @param refusals where tasks were rejected in the window, most first
 * @param nested waits of tasks of this pool for tasks of this same pool that were seen in the window, most first
 * @param taskTypes what its tasks are, most frequent first, at most 16
 * @param history one point per look, oldest first, at most 60
 * @param totals sums that only grow; null where nobody keeps them
 */
public record PoolSnapshot(
        String id,
        String name,
        String type,
        PoolKind kind,
        @Nullable CodeLocation createdAt,
        int instances,
        boolean library,
        Threads threads,
        Queue queue,
        Tasks tasks,
        WorkerTime time,
        Look look,
        List<WorkerSnapshot> workers,
        List<Refusal> refusals,
        List<NestedWait> nested,
        List<TaskType> taskTypes,
        List<Point> history,
        @Nullable Totals totals) {

    /** Samples of one and the same round lie within that, milliseconds. */
    private static final double ONE_ROUND_MS = 50;

    /**
     * Whether the oldest queued task was there already at the first look, behind a wait that was: then it has waited for
     * longer than its age says, by nobody knows how much.
     */
    public boolean headBeganBefore() {
        Double age = queue.headAgeMs();
        return queue.depth() > 0
                && age != null
                && workers.stream()
                        .map(WorkerSnapshot::blockedBy)
                        .anyMatch(wait -> wait != null && wait.beganBefore() && age >= wait.openMs() - ONE_ROUND_MS);
    }

    /**
     * Sums since the pool was first seen. They only grow, so that a counter can be made of them; a sum over the rolling
     * window cannot be turned into one.
     *
     * @param started tasks that left the queue, or never were in it, and began to run; null where unknown
     * @param waitMs their time in the queue, milliseconds (the integral of the queue's depth will do); null where unknown
     * @param ended tasks that ended; null where unknown
     * @param runMs time that workers spent in tasks, milliseconds; null where unknown
     * @param blocked waits inside tasks by kind
     * @param newWaits where each task is timed: those that started since the last look, by their time in the queue; null
     *     where tasks are not timed
     * @param newRuns where each task is timed: those that ended since the last look, by their run time; null likewise
     */
    public record Totals(
            @Nullable Long started,
            @Nullable Double waitMs,
            @Nullable Long ended,
            @Nullable Double runMs,
            Map<BlockKind, Blocked> blocked,
            @Nullable List<Timed> newWaits,
            @Nullable List<Timed> newRuns) {}

    /**
     * Tasks of about one duration.
     *
     * @param ms the duration, right to 6 %, milliseconds
     * @param tasks how many
     */
    public record Timed(double ms, long tasks) {}

    /**
     * Waits of one kind.
     *
     * @param waits how many were seen to begin
     * @param ms worker time in them, milliseconds, open ones included
     */
    public record Blocked(long waits, double ms) {}

    /**
     * Workers by what they do, and the limits.
     *
     * @param size live workers: {@code idle + running + blocked}
     * @param core core size; null where the family has none
     * @param max the effective limit; null if there is none
     * @param configuredMax the limit as configured; null if there is none
     * @param canGrow whether the pool would add a worker for the tasks that are queued now (or may compensate)
     * @param idle waiting for a task
     * @param running inside a task, runnable
     * @param blocked inside a task, waiting
     * @param blockedByKind the blocked ones by what they wait for
     * @param peakBlocked most blocked at once in the window
     */
    public record Threads(
            int size,
            @Nullable Integer core,
            @Nullable Integer max,
            @Nullable Integer configuredMax,
            boolean canGrow,
            int idle,
            int running,
            int blocked,
            Map<BlockKind, Integer> blockedByKind,
            int peakBlocked) {}

    /**
     * The queue.
     *
     * @param type binary class name of the queue; null where the family has none of its own
     * @param depth tasks waiting; of a delay queue, those that are due
     * @param peakDepth most in the window
     * @param capacity null if unbounded
     * @param unbounded whether the queue never refuses a task
     * @param headAgeMs how long the oldest queued task has waited so far; null while the queue is empty
     * @param headTask class of the oldest queued task; null where unknown
     * @param headSubmittedAt where that task was submitted; null where unknown
     * @param waitMs time in the queue; null where nothing was measured
     */
    public record Queue(
            @Nullable String type,
            int depth,
            int peakDepth,
            @Nullable Integer capacity,
            boolean unbounded,
            @Nullable Double headAgeMs,
            @Nullable String headTask,
            @Nullable CodeLocation headSubmittedAt,
            @Nullable Durations waitMs) {}

    /**
     * Counters since the pool was first seen.
     *
     * @param submitted tasks accepted: started plus queued
     * @param completed tasks ended
     * @param rejected null without the probe
     * @param failed null without the probe
     * @param cancelled queued tasks that left the queue without being started; null where that cannot be known
     * @param runMs run times in the window; null where nothing was measured
     */
    public record Tasks(
            long submitted,
            long completed,
            @Nullable Long rejected,
            @Nullable Long failed,
            @Nullable Long cancelled,
            @Nullable Durations runMs) {}

    /**
     * Worker time in the window, milliseconds summed over workers.
     *
     * @param idleMs waiting for tasks
     * @param runningMs runnable in tasks
     * @param blockedMs waiting in tasks
     * @param blockedMsByKind {@code blockedMs} by kind
     * @param cpuMs CPU time of the workers; null where the JVM does not tell
     */
    public record WorkerTime(
            double idleMs,
            double runningMs,
            double blockedMs,
            Map<BlockKind, Double> blockedMsByKind,
            @Nullable Double cpuMs) {

        /** All worker time in the window, milliseconds. */
        public double totalMs() {
            return idleMs + runningMs + blockedMs;
        }
    }

    /**
     * The time since the look before.
     *
     * @param durationMs length, milliseconds
     * @param samples samples in it
     * @param minIdle fewest idle workers in any of them
     * @param meanIdle mean number of idle workers
     * @param meanRunning mean number of running workers
     * @param meanBlocked mean number of blocked workers
     * @param completed tasks ended
     * @param arrived tasks accepted
     * @param cpuShare CPU time of the workers over their time, 0 to 1; null where the JVM does not tell
     */
    public record Look(
            double durationMs,
            int samples,
            int minIdle,
            double meanIdle,
            double meanRunning,
            double meanBlocked,
            long completed,
            long arrived,
            @Nullable Double cpuShare) {}

    /**
     * Tasks rejected at one place.
     *
     * @param site the application's frame; null where no stack was taken
     * @param task class of the task; null where unknown
     * @param count how many in the window
     * @param stack the whole stack; null where none was taken
     */
    public record Refusal(
            @Nullable CodeLocation site,
            @Nullable String task,
            long count,
            @Nullable Stack stack) {}

    /**
     * Waits of one place in tasks of a pool for tasks of the same pool.
     *
     * @param site the waiting line
     * @param call the blocking call
     * @param depth largest number of workers of the pool that stood in such a chain at once, the last one included
     * @param count waits seen in the window
     * @param stack the whole stack; null where none was taken
     * @param task class of the awaited task; null where unknown
     * @param submittedAt where the awaited task is handed to the pool; null where unknown
     */
    public record NestedWait(
            CodeLocation site,
            @Nullable String call,
            int depth,
            long count,
            @Nullable Stack stack,
            @Nullable String task,
            @Nullable CodeLocation submittedAt) {}

    /**
     * A kind of task that this pool runs.
     *
     * @param task class, unwrapped to the application's class
     * @param submittedAt where it is handed to the pool; null where unknown
     * @param seen how often it was seen in the window, by samples
     */
    public record TaskType(String task, @Nullable CodeLocation submittedAt, long seen) {}

    /**
     * One point of the timeline.
     *
     * @param t ISO-8601 UTC
     * @param size workers
     * @param running running workers
     * @param blocked blocked workers
     * @param depth queue depth
     * @param headAgeMs age of the oldest queued task; null while the queue is empty
     * @param completed tasks ended since the point before
     */
    public record Point(
            String t,
            int size,
            int running,
            int blocked,
            int depth,
            @Nullable Double headAgeMs,
            long completed) {}
}
