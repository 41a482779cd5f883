package io.poolscope.watch;

import io.poolscope.jdk.Futures;
import io.poolscope.pool.ScheduledTask;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * One periodic task of a scheduler: how late its runs start, as far as samples can prove it. A run has not begun while the task
 * lies in the queue, nor while its time of the run before still stands ({@code ScheduledFutureTask.run} sets the next one
 * when a run is over, a timer when it begins, 17 to 25). So each lateness here is a lower limit. poolscope's thread only;
 * holds the task weakly.
 */
final class Beat {
    /** Less is no lateness, whatever the period. Nanoseconds. */
    static final long LEAST = 100_000_000L;

    /** A run that was not seen to wait for so long has begun, or its scheduler has a free thread. Nanoseconds. */
    private static final long OPEN = 2_000_000_000L;

    private static final long NEVER = Long.MIN_VALUE;

    final String name;
    final long period;
    final boolean fixedDelay;
    /** Whether it was overdue already when poolscope came. */
    final boolean beganBefore;

    private final WeakReference<Object> task;
    private final WindowCount occasions;
    private final long window;

    /** Of the run that comes next, or is open. */
    private long due;
    /** By which it is known that another run comes next. */
    private long mark;
    /** Until when that run is known not to have begun. */
    private long waited = NEVER;
    /** The last sample. */
    private long at;
    /** Late starts since the last one that was in time. */
    private int row;

    private long rowLate;
    private long rowSince;

    // The worst of the window.
    private int starts;
    private long late;
    private long since;
    private long lastAt = NEVER;

    /**
     * A task that was just met.
     *
     * @param name kind of the task, as by {@link TaskNames#of}; empty where unknown
     * @param firstLook when that was
     */
    Beat(Object task, String name, int seconds, long now, long firstLook) {
        long its = ScheduledTask.period(task);
        this.task = new WeakReference<>(task);
        this.name = name;
        this.period = Math.abs(its);
        this.fixedDelay = its < 0;
        this.mark = ScheduledTask.mark(task);
        this.due = ScheduledTask.due(task);
        this.occasions = new WindowCount(seconds);
        this.window = seconds * 1_000_000_000L;
        this.at = now;
        this.beganBefore = firstLook - due >= limit();
    }

    boolean is(@Nullable Object other) {
        return other != null && task.refersTo(other);
    }

    private long limit() {
        return Math.max(period, LEAST);
    }

    /**
     * A sample: finds whether a run has ended.
     *
     * @param before the sample before
     * @param from when the JVM last stood still, and everything was late
     * @return whether the task still is to run
     */
    boolean sample(long now, long before, long from, long second) {
        at = now;
        Object its = task.get();
        if (its == null || Futures.done(its) || ScheduledTask.cancelled(its)) {
            return false;
        }
        long begun = ScheduledTask.mark(its);
        if (begun != mark) {
            mark = begun;
            long next = ScheduledTask.due(its);
            long lateness = lateness(from);
            // Those that were due meanwhile may all have run since the last sample.
            long runs = fixedDelay ? 1 : Math.max(1, (next - due + period / 2) / Math.max(1, period));
            int late = lateness >= limit() ? rows(lateness) : 0;
            if (late > 0) {
                occasion(second, lateness, (int) Math.min(runs, late));
            }
            row = late < runs ? 0 : row;
            due = next;
            waited = before;
        }
        return true;
    }

    /** It lies in the queue, due, and no thread is free. */
    void waits(long now) {
        waited = now;
    }

    private long lateness(long from) {
        return waited == NEVER ? 0 : waited - Math.max(due, from);
    }

    /** Whether the run that is due is late already. */
    boolean overdue(long from) {
        return waited != NEVER && at - waited <= OPEN && lateness(from) >= limit();
    }

    private void occasion(long second, long lateness, int count) {
        if (row == 0) {
            rowLate = 0;
            rowSince = due;
        }
        row += count;
        rowLate = Math.max(rowLate, lateness);
        if (lastAt == NEVER || waited - lastAt > window) {
            starts = 0;
            late = 0;
            since = rowSince;
        }
        starts = Math.max(starts, row);
        late = Math.max(late, rowLate);
        lastAt = waited;
        occasions.add(1, second);
    }

    /** The starts that a lateness stands for: those that were due meanwhile and as late, {@code k} periods after the first. */
    private int rows(long lateness) {
        return (int) Math.min(1_000, 1 + (lateness - limit()) / Math.max(1, period));
    }

    /** Starts in a row, at most; with the one that is overdue. */
    int starts(long from) {
        return overdue(from) ? Math.max(recent() ? starts : 0, row + rows(lateness(from))) : starts;
    }

    int occasions(long from, long second) {
        return (int) occasions.sum(second) + (overdue(from) ? 1 : 0);
    }

    long late(long from) {
        return overdue(from) ? Math.max(recent() ? late : 0, lateness(from)) : late;
    }

    long ago(long now, long from) {
        return overdue(from) ? 0 : now - lastAt;
    }

    long since(long now, long from) {
        return now - (overdue(from) && !recent() ? due : since);
    }

    private boolean recent() {
        return lastAt != NEVER && waited - lastAt <= window;
    }

    /** Whether there is nothing to tell of it. */
    boolean inTime(long now, long from) {
        return row == 0 && !overdue(from) && (lastAt == NEVER || now - lastAt > window);
    }
}
