package io.poolscope.watch;

import io.poolscope.snapshot.Durations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Run times without a clock read in any task.
 *
 * <p>A task of length L, sampled every h, is seen L/h times: seeing is biased towards long tasks, but only where a
 * sighting is counted. Here each <em>task</em> is counted once, by the worker's own task counter, and a task of at
 * least 2 h is seen at least twice whatever happens: so among those no length is favoured and no weight is needed. Its
 * length is the time from first to last sighting plus half the gap at each end, the rest to be expected; true to h. Tasks
 * seen once or never are shorter than 2 h; how many they are is the pool's own count of ended tasks less those that were
 * followed, and they fill the lower ranks. A percentile that falls among them is only known to be below 2 h.
 *
 * <p>The mean needs no sighting of single tasks: the length of all tasks that ended in a window is the busy time in it,
 * plus how far those open at its beginning had come, less how far those open at its end have come.
 */
final class RunTimes {
    private static final double NANOS_PER_MILLI = 1e6;
    /** Sightings that prove a length. */
    static final int FOLLOWED = 2;

    private RunTimes() {}

    /**
     * Length of a task that ended, or -1 where it was not seen often enough.
     *
     * @param worker that ran it
     * @param gap nanoseconds between the last sample that saw it and the next one
     */
    static long length(Worker worker, long gap) {
        return worker.taskSamples < FOLLOWED ? -1 : worker.taskSeen - worker.taskSince + (worker.taskGap + gap) / 2;
    }

    /**
     * The figures of a window.
     *
     * @param followed lengths of the tasks that were followed
     * @param completed tasks that ended
     * @param endedNanos length of all of them together
     * @param interval nanoseconds between samples
     */
    static @Nullable Durations durations(
            List<WindowHistogram> followed, long completed, long endedNanos, long interval) {
        WindowHistogram.Sum sum = WindowHistogram.sum(followed);
        long count = Math.max(completed, sum.count());
        if (count == 0) {
            return null;
        }
        long shorter = count - sum.count();
        // An ended task that was followed is in the busy time; rounding at the ends can leave a little too little.
        double mean = Math.max(endedNanos, 0) / (double) count / NANOS_PER_MILLI;
        return new Durations(
                count,
                mean,
                percentile(sum, 0.5, count, shorter),
                percentile(sum, 0.9, count, shorter),
                percentile(sum, 0.99, count, shorter),
                percentile(sum, 0.999, count, shorter),
                sum.count() == 0 ? null : Double.valueOf(sum.max() / NANOS_PER_MILLI),
                true,
                shorter == 0 ? null : Double.valueOf(FOLLOWED * interval / NANOS_PER_MILLI));
    }

    private static @Nullable Double percentile(WindowHistogram.Sum sum, double quantile, long count, long shorter) {
        long rank = Math.max(1, (long) Math.ceil(quantile * count)) - shorter;
        return rank <= 0 ? null : Double.valueOf(sum.millisAt(rank));
    }
}
