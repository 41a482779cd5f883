package io.poolscope.watch;

import io.poolscope.jdk.ThreadFacts;
import io.poolscope.pool.PoolFamily;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.WorkerState;

/** Reads what one worker does, from its own counters, state and blocker. */
final class WorkerReader {
    /** Reads of a worker that changes its task meanwhile; then it is plainly running. */
    private static final int READS = 2;

    private WorkerReader() {}

    /**
     * Reads a worker that may not have been read for some samples. If its long wait has ended meanwhile, it did so at any
     * moment of that time: on average in the middle.
     *
     * @return nanoseconds that were counted as blocked beyond that; sums only grow, so later ones are to be less by it
     */
    static long read(Worker worker, long now, long elapsed, Waits waits, boolean checkAlive) {
        long unread = worker.unread() - elapsed;
        OpenWait wait = worker.wait;
        worker.readAt = worker.pool.clock();
        if (unread == 0 || wait == null) {
            readNow(worker, now, elapsed, elapsed, waits, checkAlive);
            return 0;
        }
        wait.lastSeen += unread / 2;
        readNow(worker, now, elapsed, elapsed + unread, waits, checkAlive);
        return worker.wait == wait ? 0 : unread - unread / 2;
    }

    private static void readNow(Worker worker, long now, long elapsed, long gap, Waits waits, boolean checkAlive) {
        Object seat = worker.seat;
        PoolFamily family = worker.pool.family();
        if (seat == null) {
            return;
        }
        boolean wasInTask = worker.inTask;
        boolean begins = family.inTask(seat);
        if (!begins && !wasInTask && !checkAlive) {
            worker.completed = family.completed(seat, false);
            return;
        }
        Thread.State state = checkAlive ? ThreadFacts.state(worker.thread) : Thread.State.RUNNABLE;
        boolean inTask = false;
        Object blocker = null;
        long number = worker.taskNumber;
        long completed = 0;
        if (state == Thread.State.TERMINATED) {
            worker.gone = true;
        } else if (begins) {
            // State and blocker belong to the task only if it is the same one before and after they were read.
            for (int attempt = 0; attempt < READS; attempt++) {
                number = family.taskNumber(seat);
                completed = family.completed(seat, true);
                state = ThreadFacts.state(worker.thread);
                blocker = family.blocker(worker.thread);
                if (blocker == null && family.carries()) {
                    state = Thread.State.RUNNABLE; // the scheduler's own work, between two virtual threads
                }
                inTask = family.inTask(seat);
                if (!inTask || family.taskNumber(seat) == number) {
                    break;
                }
                state = Thread.State.RUNNABLE;
                blocker = null;
            }
        }
        boolean counted = family.countsTasks();
        worker.completed = !counted ? worker.completed : inTask ? completed : family.completed(seat, false);
        worker.javaState = state;
        worker.blocker = inTask ? blocker : null;
        if (wasInTask && (!inTask || number != worker.taskNumber)) {
            waits.ended(worker, now);
            worker.pool.meter.taskEnded(worker, gap);
            worker.completed += counted ? 0 : 1;
            worker.wait = null;
            worker.nestedCounted = null;
            worker.nestedAsked = null;
            worker.kind = null;
            worker.state = WorkerState.IDLE;
        }
        if (inTask) {
            if (!wasInTask || number != worker.taskNumber) {
                worker.taskSince = now;
                worker.taskSamples = 0;
                worker.taskGap = elapsed;
            }
            worker.taskSamples++;
            worker.taskSeen = now;
            worker.taskNumber = number;
            worker.inTask = true;
            if (family.judged()) {
                waits.observe(worker, now);
            } else {
                boolean held = state == Thread.State.BLOCKED;
                worker.state = held ? WorkerState.BLOCKED : WorkerState.RUNNING;
                worker.kind = held ? BlockKind.MONITOR : null;
            }
        } else {
            worker.inTask = false;
            worker.state = WorkerState.IDLE;
        }
    }

    /** Whether the worker stands in a wait that has lasted for so long, and of which all is known. */
    static boolean stands(Worker worker, long now, long nanos) {
        OpenWait wait = worker.wait;
        return wait != null
                && wait.javaState != Thread.State.RUNNABLE
                && wait.reading != null
                && now - wait.since > nanos;
    }

    static BlockKind kindOf(Worker worker) {
        return worker.kind == null ? BlockKind.OTHER : worker.kind;
    }
}
