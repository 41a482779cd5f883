package io.poolscope.bootstrap;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;

/**
 * The story of the task that a worker runs: its waits for futures that really blocked, in their order, where, how long,
 * and whether the awaited work was begun by this task after the wait before. Kept by the worker alone, in memory that is
 * there already; a task that neither waits nor submits costs two comparisons.
 *
 * <p>No clock is read for a task until its worker has shown why: a task that told something has the starts of the next
 * {@link #CLOCKED_STARTS} clocked, a job that was handed over and awaited at once has the next
 * {@link #CLOCKED_SUBMISSIONS} submissions clocked. A stack is taken for each wait of at least
 * {@link Hooks#SITED_NANOS}, the one that {@link WorkerRecord} keeps too; shorter ones share a stack for each so much
 * waiting: under 1 % of it.
 *
 * <p>A worker whose tasks no probe shows (Tomcat's, an event loop) tells only of jobs handed over and awaited at once.
 *
 * <p>Only what makes a story is told, at the end of the task, and only after {@link #TOLD_NANOS} of waiting: at most
 * fifty times a second and worker, by a ring for all workers, so that a reader with a thousand of them need not look at
 * each. A full ring drops, counted.
 */
public final class TaskStory {
    /** Least waiting in a task that is told. Nanoseconds. */
    private static final long TOLD_NANOS = 20_000_000;
    /** Fewest waits in a task that is told. */
    private static final int TOLD_WAITS = 3;
    /** Jobs handed over and awaited that are told early, after {@link #EARLY_NANOS} of waiting. */
    private static final int EARLY = 10;

    private static final long EARLY_NANOS = 2_000_000;

    /** Submissions of the task that are remembered by identity. A power of two. */
    private static final int REMEMBERED = 8;
    /** A clock read costs 25 to 54 ns: so many are under 0.1 % of {@link #TOLD_NANOS}. */
    private static final int CLOCKED_STARTS = 256;
    /** So many clock reads are under 1 % of one hand-over from thread to thread. */
    private static final int CLOCKED_SUBMISSIONS = 8;
    /** Samples, half a minute, for which futures are watched as they are made, once a second unknown one was awaited. */
    private static final int WATCHED = 1_500;
    /** Least share of the time from submission to result that was spent waiting: a job that saved no time at all. */
    private static final double COVERED = 0.9;

    private static final StampRing told = new StampRing();
    private static long lost;
    private static long unstarted;
    /** Samples for which futures are still watched as they are made. Plain: late is soon enough. */
    private static int watched;

    private final WorkerRecord worker;
    /** Whether the task has left anything to put away at its end. */
    private boolean open;
    /** Starts still to be clocked. */
    private int starts;
    /** {@code System.nanoTime()} at the task's start; 0 where not clocked. */
    private long startedAt;
    /** The task's own clock, where it was picked for one. */
    private TaskClock clock;

    private final Object[] submitted = new Object[REMEMBERED];
    private int submissions;
    /** {@link #submissions} when the last wait ended. */
    private int mark;
    /** Submissions still to be clocked. */
    private int clocked;
    /** Of the last submission; 0 where not clocked. */
    private long submittedAt;

    /** Futures that the task made, while it watches that; and how many it had made when the last wait ended. */
    private final Object[] made = new Object[REMEMBERED];

    private int makes;
    private int makesMark;
    /** Whether it watches that: since its start, or the end of a wait. */
    private boolean watches;

    /** Waits that are open: more than one where a joiner runs another task meanwhile. */
    private int waiting;
    /** Tasks that run inside a wait of the task. */
    private int nested;
    /** Whether any did: then the waits are not what they seem. */
    private boolean helped;

    private int waits;
    private Object lastAwaited;
    private byte begun;
    private boolean offload;
    private long gap;
    private int shortWaits;
    private long shortNanos;
    private byte shortBegun;
    private long nanosInAll;

    private int offloads;
    private long offloadNanos;
    private long gaps;

    /** Made at the first wait with a stack, and anew after each that was told. */
    private Story story;

    TaskStory(WorkerRecord worker) {
        this.worker = worker;
    }

    /** A task begins, or null: no task is left. */
    void begins(Object task) {
        if (waiting != 0) {
            nested++;
            helped = true;
            return;
        }
        if (starts > 0) {
            starts--;
            startedAt = System.nanoTime();
            watches = watched > 0;
        }
        if (TaskClock.picked(task) && clock == null) {
            clock = TaskClock.started(task);
            open |= clock != null;
        }
    }

    /** The task calls an application's function through a class of the JDK. */
    void calls(Class<?> function) {
        if (clock != null && function != null) {
            clock.kind = function;
        }
    }

    /** The task hands a task over to a pool. */
    void submits(Object task) {
        open = true;
        submitted[submissions++ & REMEMBERED - 1] = task;
        if (clocked > 0) {
            clocked--;
            submittedAt = System.nanoTime();
        } else {
            submittedAt = 0;
        }
    }

    /** The task has handed over a function and got a future for it: that is what it may wait for. */
    void supplies(Object future) {
        int last = submissions - 1 & REMEMBERED - 1;
        Object task = submissions == 0 ? null : submitted[last];
        if (task != null && TaskKind.isAsync(task)) {
            submitted[last] = future;
        } else {
            submits(future); // its executor has no probe
        }
    }

    /** A {@code CompletableFuture} is made, on any thread. Costs one comparison unless somebody wants to know. */
    public static void made(Object future) {
        if (watched > 0) {
            WorkerRecord record = Hooks.mine();
            if (record != null && record.story.watches) {
                record.story.made[record.story.makes++ & REMEMBERED - 1] = future;
            }
        }
    }

    /** The task waits for a future that is not complete. */
    void waitBegins(Object future, long now) {
        if (waiting++ > 0) {
            helped = true;
            return;
        }
        open = true;
        begun = beginning(future);
        lastAwaited = future;
        // Where nobody shows the ends of tasks, what was submitted before belongs to others.
        offload = (submissions - mark == 1 || worker.task == null && submissions > 0)
                && submitted[submissions - 1 & REMEMBERED - 1] == future;
        gap = offload && submittedAt != 0 ? now - submittedAt : -1;
    }

    private byte beginning(Object future) {
        if (future == lastAwaited) {
            return Story.BEFORE;
        }
        for (int i = submissions - 1; i >= 0 && i >= submissions - REMEMBERED; i--) {
            if (submitted[i & REMEMBERED - 1] == future) {
                return i >= mark ? Story.AFTER : Story.BEFORE;
            }
        }
        if (watches && future instanceof CompletableFuture && waits > 0 && submissions == mark) {
            if (makes == makesMark) {
                return Story.BEFORE;
            }
            for (int i = makes - 1; i >= 0 && i >= makes - REMEMBERED; i--) {
                if (made[i & REMEMBERED - 1] == future) {
                    return i >= makesMark && waits >= submissions ? Story.AFTER : Story.BEFORE;
                }
            }
        }
        // What is awaited may be a stage after what was submitted, or may have been forgotten.
        if (submissions > mark) {
            // Of what was submitted before, all was awaited: then it is the new one.
            return mark <= waits ? Story.AFTER : Story.UNKNOWN;
        }
        // Nothing is new, and of what was submitted before something may not have been awaited yet.
        return submissions > REMEMBERED || waits < submissions ? Story.BEFORE : Story.UNKNOWN;
    }

    /**
     * The end of what {@link #waitBegins} began.
     *
     * @param trace taken at its end, or null for one that was too short
     */
    void waitEnds(long nanos, Trace trace) {
        if (waiting == 0 || --waiting > 0) {
            return;
        }
        waits++;
        mark = submissions;
        makesMark = makes;
        if (watches || begun == Story.UNKNOWN && waits > 1 && trace != null) {
            watched = WATCHED;
            watches = worker.task != null;
        }
        nanosInAll += nanos;
        if (worker.task == null) {
            share(nanos, trace);
            forget();
            return;
        }
        if (trace != null) {
            add(1, nanos, begun, trace);
        } else {
            shortWaits++;
            shortNanos += nanos;
            shortBegun = (byte) Math.max(shortBegun, begun);
            if (shortNanos >= Hooks.SITED_NANOS) {
                trace = new Trace();
                add(shortWaits, shortNanos, shortBegun, trace);
                shortWaits = 0;
                shortNanos = 0;
                shortBegun = 0;
            }
        }
        share(nanos, trace);
    }

    /** Whether what was awaited was handed over just to be awaited. */
    private void share(long nanos, Trace trace) {
        if (offload && !helped) {
            clocked = CLOCKED_SUBMISSIONS;
            if (gap >= 0 && nanos >= COVERED * (nanos + gap) && !gaveUp(lastAwaited)) {
                offloaded(nanos, trace);
            }
        }
    }

    /** Whether a wait ended before the job did: a time limit is a reason to hand it over. Asks classes of the JDK only. */
    private static boolean gaveUp(Object future) {
        return future.getClass() == CompletableFuture.class && !((CompletableFuture<?>) future).isDone()
                || future.getClass() == FutureTask.class && !((FutureTask<?>) future).isDone();
    }

    private void add(int count, long nanos, byte beginning, Trace trace) {
        Story mine = story;
        if (mine == null) {
            mine = new Story(worker, false);
            story = mine;
        }
        if (mine.entries == 0) {
            mine.kind = kind();
        }
        if (mine.entries < Story.SITED) {
            mine.add(count, nanos, beginning, trace);
        } else {
            mine.rest(count, nanos, beginning);
        }
    }

    private void offloaded(long nanos, Trace trace) {
        offloads++;
        offloadNanos += nanos;
        gaps += gap;
        if (offloadNanos >= TOLD_NANOS || offloads >= EARLY && offloadNanos >= EARLY_NANOS) {
            Story jobs = new Story(worker, true);
            jobs.kind = kind();
            jobs.add(offloads, offloadNanos, begun, trace == null ? new Trace() : trace);
            jobs.gapNanos = gaps;
            offloads = 0;
            offloadNanos = 0;
            gaps = 0;
            tell(jobs);
        }
    }

    /** The task ends. */
    void ends() {
        if (open) {
            close();
        }
    }

    private void close() {
        if (nested > 0) {
            nested--;
            return;
        }
        Story mine = story;
        if (mine != null && mine.entries > 0) {
            if (!helped && waits >= TOLD_WAITS && nanosInAll >= TOLD_NANOS) {
                mine.rest(shortWaits, shortNanos, shortBegun);
                mine.startedAt = startedAt;
                mine.endedAt = System.nanoTime();
                story = null;
                starts = CLOCKED_STARTS;
                tell(mine);
            } else {
                mine.clear();
            }
        }
        TaskClock ended = clock;
        if (ended != null) {
            clock = null;
            ended.endedAt = System.nanoTime();
            tell(ended);
        }
        forget();
    }

    /** The next task begins with a clean sheet, and this worker keeps nothing of this one alive. */
    private void forget() {
        open = false;
        for (int i = Math.min(submissions, REMEMBERED) - 1; i >= 0; i--) {
            submitted[i] = null;
        }
        submissions = 0;
        mark = 0;
        for (int i = Math.min(makes, REMEMBERED) - 1; i >= 0; i--) {
            made[i] = null;
        }
        makes = 0;
        makesMark = 0;
        watches = false;
        waiting = 0;
        helped = false;
        waits = 0;
        lastAwaited = null;
        shortWaits = 0;
        shortNanos = 0;
        shortBegun = 0;
        nanosInAll = 0;
        startedAt = 0;
        offload = false;
    }

    /**
     * Lets go of what a worker without known ends of tasks has handed over and never waited for. poolscope's thread, once a
     * second: all that a worker may miss by it is one job.
     */
    public void letGo() {
        if (worker.task == null && submissions > 0) {
            for (int i = 0; i < REMEMBERED; i++) {
                submitted[i] = null;
            }
        }
    }

    private static void tell(Object one) {
        if (!told.offer(one)) {
            lost++;
        }
    }

    private Class<?> kind() {
        return worker.function != null ? worker.function : TaskKind.of(worker.task);
    }

    /**
     * Moves what was told into an array, oldest first: each a {@link Story} or a {@link TaskClock}; returns how many.
     * poolscope's thread only, once a sample.
     */
    public static int drain(Object[] into) {
        unstarted += TaskClock.sweep(System.nanoTime());
        watched = Math.max(0, watched - 1);
        return told.drain(into);
    }

    /** Stories that found the ring full, or came too late for their place in it. */
    public static long lost() {
        return lost + told.givenUp();
    }

    /** Tasks that were picked to be timed and did not start within seconds. */
    public static long unstarted() {
        return unstarted;
    }

    /** Lets go of everything. After the hooks were switched off; poolscope's thread only. */
    static void clear() {
        told.clear();
        TaskClock.clear();
        lost = 0;
        unstarted = 0;
        watched = 0;
    }
}
