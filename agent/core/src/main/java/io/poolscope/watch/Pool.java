package io.poolscope.watch;

import io.poolscope.bootstrap.PoolRecord;
import io.poolscope.jdk.ThreadFacts;
import io.poolscope.pool.PoolFamily;
import io.poolscope.pool.QueueReader;
import io.poolscope.pool.QueueVisitor;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.WorkerState;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One executor as the sampler follows it. Mutable; poolscope's thread only; holds the executor weakly. */
final class Pool {
    /** Samples between two looks at whether idle workers still live, where the pool's own count says nothing. */
    private static final int ALIVE_EVERY = 16;

    /**
     * A worker that has stood in one wait for so long is read in one sample out of {@link #LONG_EVERY}, in turn, while no
     * task is queued; in between it is taken to stand there still. Nanoseconds.
     */
    private static final long LONG_WAIT = 1_000_000_000L;

    private static final int LONG_EVERY = 5;

    private static final BlockKind[] KINDS = BlockKind.values();
    /** Reads of a worker that changes its task meanwhile; then it is plainly running. */
    private static final int READS = 2;

    /** Unique in this JVM, {@code p7}. */
    final String id;
    /** What a person calls it; may become better as more is learnt. */
    String name;

    final List<Worker> workers = new ArrayList<>();

    /** Figures of the window. */
    final PoolMeter meter;
    /** What the probes know of it; null for one that is older than they are. */
    @Nullable
    PoolRecord record;
    /** Where its constructor was called; null where that was not seen. */
    @Nullable
    CodeLocation createdAt;
    /** Whether no thread has given it a name yet. */
    boolean unnamed;
    /** Whether its creation was seen and has no frame of the application in it. */
    boolean createdByLibrary;
    /** Whether the line that created it is a library's, though the application's code may have called that. */
    boolean createdInLibrary;

    final TaskTypes taskTypes;
    final Refusals refusals;
    final NestedWaits nested;

    private final WeakReference<Object> executor;
    private PoolFamily family;
    private final String type;
    private PoolKind kind = PoolKind.UNRECOGNISED;
    private boolean used;
    private int idle;
    private int blocked;
    /** Blocked workers by kind, at this sample. */
    private final int[] kinds = new int[KINDS.length];

    private int sinceAlive;
    private int turn;
    /** Time counted as blocked of workers whose long wait had ended by then, nanoseconds: paid back by those to come. */
    private long overcounted;

    Pool(String id, String name, Object executor, PoolFamily family, PoolMeter meter, int seconds) {
        this.id = id;
        this.name = name;
        this.executor = new WeakReference<>(executor);
        this.family = family;
        this.type = family.type(executor);
        this.meter = meter;
        this.taskTypes = new TaskTypes(seconds);
        this.refusals = new Refusals(seconds);
        this.nested = new NestedWaits(seconds);
    }

    /** The executor while it lives. Hold it no longer than the call at hand. */
    @Nullable
    Object executor() {
        return executor.get();
    }

    PoolFamily family() {
        return family;
    }

    /** A worker told more about the pool than its class did. */
    void family(PoolFamily better) {
        family = better;
    }

    /** Its kind; an executor never changes it, but its family may have to be learnt from a worker. */
    PoolKind kind() {
        Object pool = executor.get();
        kind = pool == null ? kind : family.kind(pool);
        return kind;
    }

    /** Binary class name of the executor. */
    String type() {
        return type;
    }

    /** Whether it would add a worker for the tasks that are queued now. */
    boolean canGrow() {
        Object pool = executor.get();
        return pool != null && family.canGrow(pool);
    }

    /** Whether it may put another worker in place of one that waits in a managed way. */
    boolean growsByCompensation() {
        return family.growsByCompensation();
    }

    /** Whether its figures of tasks are those of all tasks, and not only of those that samples saw. */
    boolean countsTasks() {
        return family.countsTasks();
    }

    /** Idle workers at the last sample. */
    int idleNow() {
        return idle;
    }

    /** Blocked workers at the last sample. */
    int blockedNow() {
        return blocked;
    }

    /** Shows the queued tasks in the order of service, 10,000 at most; reads fields only. */
    void queued(QueueVisitor visitor) {
        Object pool = executor.get();
        if (pool != null) {
            QueueReader reader = family.queueReader(pool);
            Object queue = family.queue(pool);
            if (reader != null && queue != null) {
                reader.visit(queue, meter.sampledAt(), visitor);
            }
        }
    }

    /** The kind of the task at the head of the queue, as by {@link TaskNames#of}; null where none is known. */
    @Nullable
    String headTask() {
        @Nullable String[] name = {null};
        queued((task, place) -> {
            name[0] = TaskNames.of(task);
            return false;
        });
        return name[0];
    }

    /** Whether nothing of it is left to tell: collected, or ended for good with no worker. */
    boolean over() {
        Object pool = executor.get();
        return workers.isEmpty() && (pool == null || family.terminated(pool));
    }

    /**
     * Reads all workers and the queue.
     *
     * @param now clock nanoseconds
     * @param elapsed nanoseconds that this sample stands for
     * @param waits decides about workers inside tasks
     */
    void sample(long now, long elapsed, Waits waits) {
        long live = 0;
        int inTask = 0;
        int blockedNow = 0;
        int gone = 0;
        boolean checkAlive = mayHaveLost();
        boolean idleQueue = !checkAlive && meter.depth() == 0;
        turn = (turn + 1) % LONG_EVERY;
        for (int i = 0; i < workers.size(); i++) {
            Worker worker = workers.get(i);
            if (idleQueue && i % LONG_EVERY != turn && stands(worker, now)) {
                worker.unread += elapsed;
            } else {
                overcounted += readAfter(worker, now, elapsed, waits, checkAlive);
            }
            if (worker.gone) {
                gone++;
                continue;
            }
            live += worker.completed;
            if (worker.inTask) {
                inTask++;
                if (worker.state == WorkerState.BLOCKED) {
                    blockedNow++;
                    BlockKind kind = worker.kind == null ? BlockKind.OTHER : worker.kind;
                    kinds[kind.ordinal()]++;
                }
            }
        }
        long back = Math.min(overcounted, blockedNow * elapsed);
        overcounted -= back;
        charge(elapsed, back);
        if (gone > 0) {
            dropEnded(waits, now);
        }
        idle = workers.size() - inTask;
        blocked = blockedNow;
        meter.sample(this, now, elapsed, live, inTask, blocked, back);
        used |= !workers.isEmpty() || meter.depth() > 0 || meter.completed() > 0;
    }

    /** Whether it ever had a worker or a task: one that was only made is of no interest, and has no name of its own yet. */
    boolean used() {
        return used;
    }

    /**
     * Whether a worker may have ended: then the pool counts fewer than are known here. Each worker's own state is another
     * place in memory, which is too much to read of a thousand idle ones in each sample.
     */
    private boolean mayHaveLost() {
        Object pool = executor.get();
        if (++sinceAlive >= ALIVE_EVERY || pool == null || family.size(pool) != workers.size()) {
            sinceAlive = 0;
            return true;
        }
        return false;
    }

    /** Whether the worker stands in a wait that has lasted, and of which all is known. */
    private static boolean stands(Worker worker, long now) {
        OpenWait wait = worker.wait;
        return wait != null
                && wait.javaState != Thread.State.RUNNABLE
                && wait.reading != null
                && now - wait.since > LONG_WAIT;
    }

    /** Charges the blocked workers of this sample by kind, less what was charged before and is to be paid back. */
    private void charge(long elapsed, long back) {
        long left = back;
        for (int kind = 0; kind < KINDS.length; kind++) {
            if (kinds[kind] > 0) {
                long nanos = kinds[kind] * elapsed;
                long paid = Math.min(left, nanos);
                left -= paid;
                meter.window.blocked(KINDS[kind], nanos - paid);
                meter.totals.blocked(KINDS[kind], nanos - paid);
                kinds[kind] = 0;
            }
        }
    }

    /**
     * Reads a worker that may not have been read for some samples. If its long wait has ended meanwhile, it did so at any
     * moment of that time: on average in the middle.
     *
     * @return nanoseconds that were counted as blocked beyond that; sums only grow, so later ones are to be less by it
     */
    private long readAfter(Worker worker, long now, long elapsed, Waits waits, boolean checkAlive) {
        long unread = worker.unread;
        OpenWait wait = worker.wait;
        if (unread == 0 || wait == null) {
            read(worker, now, elapsed, waits, checkAlive);
            return 0;
        }
        wait.lastSeen += unread / 2;
        read(worker, now, elapsed, waits, checkAlive);
        worker.unread = 0;
        return worker.wait == wait ? 0 : unread - unread / 2;
    }

    private void read(Worker worker, long now, long elapsed, Waits waits, boolean checkAlive) {
        Object seat = worker.seat;
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
                blocker = LockSupport.getBlocker(worker.thread);
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
            meter.taskEnded(worker, elapsed + worker.unread);
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

    private void dropEnded(Waits waits, long now) {
        for (int i = workers.size() - 1; i >= 0; i--) {
            Worker worker = workers.get(i);
            if (worker.gone) {
                if (worker.wait != null) {
                    waits.ended(worker, now);
                }
                meter.workerEnded(worker);
                Worker last = workers.remove(workers.size() - 1);
                if (i < workers.size()) {
                    workers.set(i, last);
                }
            }
        }
    }
}
