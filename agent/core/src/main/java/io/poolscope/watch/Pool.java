package io.poolscope.watch;

import io.poolscope.bootstrap.PoolRecord;
import io.poolscope.guard.Fuse;
import io.poolscope.pool.PoolFamily;
import io.poolscope.pool.Pulse;
import io.poolscope.pool.QueueReader;
import io.poolscope.pool.QueueVisitor;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolKind;
import io.poolscope.snapshot.WorkerState;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One executor as the sampler follows it. Mutable; poolscope's thread only; holds the executor weakly. */
final class Pool {
    /** Samples between two looks at whether idle workers still live, where the pool's own count says nothing. */
    private static final int ALIVE_EVERY = 16;

    private static final BlockKind[] KINDS = BlockKind.values();

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
    /** {@link Traces#trail} of the calls that created it. */
    int createdBy;
    /** Whether no thread has given it a name yet. */
    boolean unnamed;
    /** Whether its creation was seen and has no frame of the application in it. */
    boolean createdByLibrary;
    /** Whether the line that created it is a library's, though the application's code may have called that. */
    boolean createdInLibrary;
    /** Whether a task of it was seen to wait at a line of the application. */
    boolean servesApplication;
    /** The sampler's sum of the time of all samples, when it last was this pool's turn. Nanoseconds. */
    long readTo;
    /** Of reading it; null while that has never failed. */
    @Nullable
    Fuse fuse;

    final TaskTypes taskTypes;
    final Refusals refusals;
    final NestedWaits nested;

    private final WeakReference<Object> executor;
    private PoolFamily family;
    private final String type;
    private PoolKind kind = PoolKind.UNRECOGNISED;
    private boolean used;
    private int idle;
    private int busy;
    private int blocked;
    private final Pulse pulse = new Pulse();
    private final Settled settled = new Settled();
    private boolean moved = true;
    private int sinceAlive;
    private long clock;
    /** Blocked workers by kind, at this sample. */
    private final int[] kinds = new int[KINDS.length];
    /** Samples, and their time, that found nothing new and are not charged yet. */
    private int pendingSamples;

    private long pending;
    private long pendingAt;
    private int turn;
    /** Time of the samples since its last turn, nanoseconds. */
    private long owed;
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
     * @param sampled nanoseconds that this sample stands for, together with those that were not its turn
     * @param waits decides about workers inside tasks
     */
    void sample(long now, long sampled, Waits waits) {
        long elapsed = sampled + owed;
        waits.standsFor(owed == 0 ? 0 : elapsed);
        owed = 0;
        clock += elapsed;
        turn = (turn + 1) % Settled.FAR_EVERY;
        Object pool = executor.get();
        boolean noneTaken = pool != null && family.noneTaken(pool, pulse);
        boolean checkAlive = mayHaveLost(pool);
        if (noneTaken && !checkAlive && settled.of(workers.size())) {
            sampleSettled(now, elapsed, waits);
            return;
        }
        flush();
        int idleBefore = idle;
        int blockedBefore = blocked;
        sampleAll(now, elapsed, waits, checkAlive);
        // All tasks were taken one sample ago, and the workers that took them have begun: from here no idle one can.
        if (noneTaken) {
            settled.take(workers, now);
            moved |= !settled.moving.isEmpty() || idle != idleBefore || blocked != blockedBefore;
        } else {
            settled.clear();
            moved = true;
        }
    }

    /** Samples that were not its turn. */
    void skip(long elapsed) {
        owed += elapsed;
    }

    private void sampleAll(long now, long elapsed, Waits waits, boolean checkAlive) {
        long live = 0;
        int inTask = 0;
        int blockedNow = 0;
        int gone = 0;
        boolean idleQueue = !checkAlive && meter.depth() == 0;
        Arrays.fill(kinds, 0);
        for (int i = 0; i < workers.size(); i++) {
            Worker worker = workers.get(i);
            boolean due = !idleQueue || i % Settled.LONG_EVERY == turn % Settled.LONG_EVERY;
            if (due || !WorkerReader.stands(worker, now, Settled.LONG_WAIT)) {
                overcounted += WorkerReader.read(worker, now, elapsed, waits, checkAlive);
            }
            if (worker.gone) {
                moved = true;
                gone++;
                continue;
            }
            live += worker.completed;
            if (worker.inTask) {
                inTask++;
                blockedNow += blocked(worker);
            }
        }
        if (gone > 0) {
            dropEnded(waits, now);
        }
        idle = workers.size() - inTask;
        busy = inTask;
        blocked = blockedNow;
        long back = charge(elapsed);
        meter.sample(this, now, elapsed, live, inTask, blocked, back);
        used |= !workers.isEmpty() || meter.depth() > 0 || meter.completed() > 0;
    }

    /**
     * A sample in which no idle worker can have begun a task. Where nothing else moved either, all figures are those of
     * the sample before, and its time is only added up: sums over two such samples are those of one of their length.
     */
    private void sampleSettled(long now, long elapsed, Waits waits) {
        List<Worker> moving = settled.moving;
        int known = moving.size();
        boolean ended = settled.visit(turn, elapsed, worker -> {
            overcounted += WorkerReader.read(worker, now, elapsed, waits, false);
            return WorkerReader.stands(worker, now, Settled.LONG_WAIT);
        });
        if (known == 0 && !ended && meter.nothingQueued()) {
            pending += elapsed;
            pendingSamples++;
            pendingAt = now;
            return;
        }
        flush();
        moved = true;
        for (int i = 0; i < known; i++) {
            overcounted += WorkerReader.read(moving.get(i), now, elapsed, waits, false);
        }
        long live = settled.completed();
        int inTask = settled.standing();
        int blockedNow = inTask;
        settled.kinds(kinds);
        for (int i = 0; i < moving.size(); i++) {
            Worker worker = moving.get(i);
            live += worker.completed;
            if (worker.inTask) {
                inTask++;
                blockedNow += blocked(worker);
            }
        }
        idle = workers.size() - inTask;
        busy = inTask;
        blocked = blockedNow;
        long back = charge(elapsed);
        meter.sample(this, now, elapsed, live, inTask, blocked, back);
        used |= !workers.isEmpty() || meter.depth() > 0 || meter.completed() > 0;
    }

    private int blocked(Worker worker) {
        if (worker.state != WorkerState.BLOCKED) {
            return 0;
        }
        kinds[WorkerReader.kindOf(worker).ordinal()]++;
        return 1;
    }

    /** Before figures are read, or change: charges the samples that found nothing new, in one. */
    void flush() {
        if (pendingSamples > 0) {
            long back = charge(pending);
            meter.same(pendingAt, pending, pendingSamples, idle, busy, blocked, back);
            pending = 0;
            pendingSamples = 0;
        }
    }

    /** Whether any worker may have done anything but idle or stand in one wait since {@link #looked}. */
    boolean moved() {
        return moved;
    }

    /** A look has read all workers. */
    void looked() {
        moved = false;
    }

    /** All workers must be read at the next look. */
    void mayHaveMoved() {
        moved = true;
    }

    /** Workers inside a task at the last sample. */
    int busyNow() {
        return busy;
    }

    /** Whether nothing was found to move in the last sample. */
    boolean still() {
        return pendingSamples > 0;
    }

    /** Sum of the time of all samples, nanoseconds. */
    long clock() {
        return clock;
    }

    /** Whether it ever had a worker or a task: one that was only made is of no interest, and has no name of its own yet. */
    boolean used() {
        return used;
    }

    /**
     * Whether a worker may have ended: then the pool counts fewer than are known here. Each worker's own state is another
     * place in memory, which is too much to read of a thousand idle ones in each sample.
     */
    private boolean mayHaveLost(@Nullable Object pool) {
        if (++sinceAlive >= ALIVE_EVERY || pool == null || family.size(pool) != workers.size()) {
            sinceAlive = 0;
            return true;
        }
        return false;
    }

    /**
     * Charges the blocked workers by kind, less what was charged before and is to be paid back.
     *
     * @return what is paid back, nanoseconds
     */
    private long charge(long elapsed) {
        long back = Math.min(overcounted, blocked * elapsed);
        overcounted -= back;
        long left = back;
        for (int kind = 0; kind < KINDS.length; kind++) {
            if (kinds[kind] > 0) {
                long nanos = kinds[kind] * elapsed;
                long paid = Math.min(left, nanos);
                left -= paid;
                meter.window.blocked(KINDS[kind], nanos - paid);
                meter.totals.blocked(KINDS[kind], nanos - paid);
            }
        }
        return back;
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
