package io.poolscope.watch;

/**
 * Queue waits of a first-in-first-out pool from its counters alone, by Newell's cumulative curves (G. F. Newell,
 * <em>Applications of Queueing Theory</em>, 1971): tasks arrived, and tasks started, each over time. The n-th task to
 * arrive is the n-th to start, so the horizontal distance of the curves at level n is its wait. No task is touched, and
 * a long queue is measured as truly as a short one.
 *
 * <p>Assumptions: order of service is order of arrival; sampled often against the waits that matter. Guarantees: each
 * wait is true to one sample interval (arrivals and starts are taken as even between two samples); work of one sample is
 * bounded by {@link #MAX_GROUPS}, memory by {@link #MAX_POINTS}.
 *
 * <p>A level that falls means that queued tasks were removed, which tasks is unknown: the queued part of the curve
 * shrinks evenly, and waits of tasks that were queued then are estimates. A task between queue and worker is in neither
 * counter for a moment: a small fall counts only once it has lasted for {@link #CONFIRM} samples in which nothing was
 * started. In a pool that is never that quiet it is made up for by the next arrivals.
 */
final class Curve {
    /** Of 16 bytes: 128 KB at most, made as needed; 2.7 minutes of queueing at a sample every 20 ms unmerged. */
    static final int MAX_POINTS = 8192;
    /** Groups of tasks recorded in one sample: a group of equal waits costs as much as one task. */
    static final int MAX_GROUPS = 64;
    /** Samples without a start that a fall within the number of workers must last. */
    static final int CONFIRM = 3;

    /** Takes the waits. */
    interface Sink {
        /**
         * Tasks that were started.
         *
         * @param nanos how long each was queued
         * @param count how many
         * @param estimated whether the wait is a guess or a lower limit
         */
        void waited(long nanos, long count, boolean estimated);
    }

    private long[] times = new long[16];
    private long[] levels = new long[16];
    /** First point in use; the point at it is at or below the level of starts. */
    private int first;

    private int end;

    private long arrived;
    private long started;
    private long sampledAt;
    private int falls;
    private long leastFall;
    /** Up to this level arrival times are uncertain. */
    private long estimatedTo;

    private long cancelled;
    private long merged;

    /**
     * Begins with the tasks that are queued already: they have waited since now at least.
     *
     * @param now clock nanoseconds
     * @param started tasks started so far, by the pool's counters
     * @param queued tasks in the queue
     */
    Curve(long now, long started, long queued) {
        this.started = started;
        this.arrived = started + queued;
        this.estimatedTo = queued > 0 ? arrived : started;
        this.sampledAt = now;
        add(now, started);
        add(now, arrived);
    }

    /**
     * One sample.
     *
     * @param now clock nanoseconds
     * @param startedNow tasks started so far
     * @param queuedNow tasks in the queue
     * @param workers how many tasks may be between queue and worker at this moment
     * @param sink takes the waits of tasks that were started since the sample before
     */
    void sample(long now, long startedNow, long queuedNow, int workers, Sink sink) {
        long startedBefore = started;
        started = Math.max(started, startedNow);
        long level = started + queuedNow;
        if (level >= arrived || started > startedBefore) {
            falls = 0;
        }
        arrived = Math.max(arrived, level);
        add(now, arrived);
        recordStarts(startedBefore, now, sink);
        if (level < arrived) {
            long fall = arrived - level;
            leastFall = falls == 0 ? fall : Math.min(leastFall, fall);
            if (++falls >= CONFIRM || fall > workers) {
                remove(falls >= CONFIRM ? leastFall : fall);
                falls = 0;
            }
        }
        while (first + 1 < end && levels[first + 1] <= started) {
            first++;
        }
        sampledAt = now;
    }

    /** Age of the oldest queued task, nanoseconds; -1 while none is queued. */
    long headAge(long now) {
        return arrived > started ? Math.max(0, now - arrivalOf(started + 1, first)) : -1;
    }

    /** Whether the oldest queued task was there at the first look already. */
    boolean headEstimated() {
        return started < estimatedTo;
    }

    /** Tasks that left the queue without being started. */
    long cancelled() {
        return cancelled;
    }

    /** Points that were dropped to stay within the bound. */
    long merged() {
        return merged;
    }

    private void recordStarts(long before, long now, Sink sink) {
        long starts = started - before;
        if (starts == 0) {
            return;
        }
        long groups = Math.min(starts, MAX_GROUPS);
        int at = first;
        for (long g = 0; g < groups; g++) {
            long low = before + starts * g / groups;
            long high = before + starts * (g + 1) / groups;
            double middle = (low + high) / 2.0;
            while (at + 1 < end && levels[at + 1] < middle) {
                at++;
            }
            double start = sampledAt + (now - sampledAt) * ((middle - before) / starts);
            double wait = Math.max(0, start - timeAt(middle, at));
            sink.waited(Math.round(wait), high - low, high <= estimatedTo);
        }
    }

    /** When the n-th task arrived: tasks between two points are spread evenly, each in the middle of its share. */
    private long arrivalOf(long n, int from) {
        double middle = n - 0.5;
        int at = from;
        while (at + 1 < end && levels[at + 1] < middle) {
            at++;
        }
        return Math.round(timeAt(middle, at));
    }

    private double timeAt(double level, int at) {
        if (at + 1 >= end) {
            return times[end - 1];
        }
        long rise = levels[at + 1] - levels[at];
        double part = rise == 0 ? 1 : Math.min(1, Math.max(0, (level - levels[at]) / rise));
        return times[at] + (times[at + 1] - times[at]) * part;
    }

    private void remove(long count) {
        long queued = arrived - started;
        long removed = Math.min(count, queued);
        if (removed <= 0) {
            return;
        }
        double left = (double) (queued - removed) / queued;
        for (int i = first; i < end; i++) {
            if (levels[i] > started) {
                levels[i] = started + Math.round((levels[i] - started) * left);
            }
        }
        arrived = started + queued - removed;
        levels[end - 1] = arrived;
        estimatedTo = Math.max(estimatedTo, arrived);
        cancelled += removed;
    }

    private void add(long time, long level) {
        int size = end - first;
        if (size >= 2 && levels[end - 1] == level && levels[end - 2] == level) {
            times[end - 1] = time; // still flat: the flat part grows
            return;
        }
        if (end == times.length) {
            makeRoom(size);
        }
        times[end] = time;
        levels[end++] = level;
    }

    private void makeRoom(int size) {
        if (size >= MAX_POINTS) {
            size = mergeOlderHalf(size);
        }
        int capacity = Math.min(MAX_POINTS, size * 2 > times.length ? times.length * 2 : times.length);
        long[] newTimes = new long[capacity];
        long[] newLevels = new long[capacity];
        System.arraycopy(times, first, newTimes, 0, size);
        System.arraycopy(levels, first, newLevels, 0, size);
        times = newTimes;
        levels = newLevels;
        first = 0;
        end = size;
    }

    /** Drops every other point of the older half: arrivals there are then even over two samples. */
    private int mergeOlderHalf(int size) {
        int half = size / 2;
        int to = first + 1;
        for (int from = first + 2; from < first + half; from += 2) {
            times[to] = times[from];
            levels[to++] = levels[from];
        }
        estimatedTo = Math.max(estimatedTo, levels[first + half]);
        int rest = end - (first + half);
        System.arraycopy(times, first + half, times, to, rest);
        System.arraycopy(levels, first + half, levels, to, rest);
        end = to + rest;
        merged += size - (end - first);
        return end - first;
    }

    /** For tests: points in use. */
    int points() {
        return end - first;
    }
}
