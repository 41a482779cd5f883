package io.poolscope.watch;

import io.poolscope.bootstrap.Trace;
import io.poolscope.bootstrap.WorkerRecord;
import io.poolscope.snapshot.BlockKind;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits that the probes counted: exact numbers and durations. Of each that took at least a millisecond the worker left
 * its stack in a ring; the shorter ones, those that were overwritten and those over the budget for reading stacks are
 * known only in sum, as the difference between the worker's totals and what was sited.
 */
final class CountedWaits {
    /** Where the sums go. */
    interface Sink {
        /** A wait has ended. */
        void ended(Worker worker, BlockKind family, Reading reading, long nanos, long alreadyCharged);

        /** Waits that ended somewhere. */
        void unsited(Worker worker, BlockKind family, long waits, long nanos);
    }

    /** How far one worker's record was read, and what became of it, by {@link WorkerRecord#FUTURE} and its sibling. */
    static final class Cursor {
        final WorkerRecord record;
        long read;
        /** The record's totals when it was read. */
        long futures;

        long objects;
        final long[] waits = new long[KINDS.length];
        final long[] nanos = new long[KINDS.length];
        /** Charged already while the wait was open, and not yet seen in the ring. */
        long charged;

        Cursor(WorkerRecord record) {
            this.record = record;
        }
    }

    /** By the numbers of {@link WorkerRecord#FUTURE} and {@link WorkerRecord#OBJECT_WAIT}. */
    private static final BlockKind[] KINDS = {BlockKind.FUTURE, BlockKind.OBJECT_WAIT};

    private final StackReader reader;
    private final Sink sink;
    /** Unused budget is kept for a burst. Seconds. */
    private static final double SAVED = 10;

    private final int perSecond;
    private double budget;
    /** Ring slots that were overwritten before they were read. */
    long overrun;
    /** Stacks that were left unread because the budget was used up. */
    long overBudget;

    /**
     * Nothing read yet.
     *
     * @param perSecond stacks turned into text on average, at most: 20 to 50 us each, on poolscope's own thread. What was
     *     not used in the last ten seconds may be used at once
     */
    CountedWaits(StackReader reader, int perSecond, Sink sink) {
        this.reader = reader;
        this.perSecond = perSecond;
        this.budget = perSecond;
        this.sink = sink;
    }

    void refill(long nanos) {
        budget = Math.min(SAVED * perSecond, budget + nanos * 1e-9 * perSecond);
    }

    /**
     * Remembers which of the worker's waits for futures this one is.
     *
     * @return whether a probe follows it, and will count it when it ends
     */
    static boolean follow(OpenWait wait, @Nullable WorkerRecord record) {
        if (record == null) {
            return false;
        }
        long since = record.waitSince;
        Object awaited = record.awaited;
        VarHandle.acquireFence();
        wait.before = record.futureWaits;
        wait.slot = record.written;
        VarHandle.acquireFence();
        // The figures are those before this wait only if it was open before and after they were read.
        return awaited != null && record.awaited == awaited && record.waitSince == since;
    }

    /** Whether a wait that a probe follows is among the ended ones by now. */
    static boolean hasEnded(OpenWait wait) {
        WorkerRecord record = wait.worker.record;
        return wait.counted && record != null && cursor(wait.worker, record).waits[WorkerRecord.FUTURE] > wait.before;
    }

    /** Whether a wait that no probe seemed to follow is in the figures of one nevertheless: its mark was taken back early. */
    static boolean countedAnyway(OpenWait wait) {
        WorkerRecord record = wait.worker.record;
        return record != null
                && wait.family == BlockKind.FUTURE
                && wait.before >= 0
                && record.futureWaits > wait.before;
    }

    /** Whether a probe counts the {@code Object.wait} calls of this worker. */
    static boolean countsObjectWaits(@Nullable WorkerRecord record) {
        return record != null && record.objectWaits > 0;
    }

    /** Whether a probe's figures have this wait, or will have it. */
    static boolean byProbe(OpenWait wait) {
        return wait.counted || countedAnyway(wait) || (wait.onMonitor() && countsObjectWaits(wait.worker.record));
    }

    /**
     * Whether a wait for a future that bears no mark of the probe has ended since its worker was observed. The probe
     * takes its mark back only when the blocker is gone: then the probe has counted the wait, and it must not be counted
     * twice. A wait that began before the probe was woven never had a mark, and its blocker is still there.
     */
    static boolean isOver(Worker worker) {
        return worker.record != null && LockSupport.getBlocker(worker.thread) != worker.blocker;
    }

    /** Remembers that so much of the wait that is open now was charged already. */
    static void charged(Worker worker, WorkerRecord record, long nanos) {
        cursor(worker, record).charged += nanos;
    }

    /** Reads what a worker has written since the last time. Cheap if that is nothing. */
    void drain(Worker worker, WorkerRecord record) {
        Cursor cursor = cursor(worker, record);
        if (record.written == cursor.read
                && record.futureWaits == cursor.futures
                && record.objectWaits == cursor.objects) {
            return;
        }
        // Totals first, which are written last: a wait that ends meanwhile may be in the ring but not in the totals,
        // never
        // the reverse, or it would be taken for one without a stack and counted again with it.
        long futures = record.futureWaits;
        long futureNanos = record.futureWaitNanos;
        long objects = record.objectWaits;
        long objectNanos = record.objectWaitNanos;
        VarHandle.acquireFence();
        long written = record.written;
        if (written != cursor.read) {
            long first = Math.max(cursor.read, written - WorkerRecord.RING);
            overrun += first - cursor.read;
            for (long i = first; i < written; i++) {
                slot(worker, record, cursor, i);
            }
            cursor.read = written;
        }
        cursor.futures = futures;
        cursor.objects = objects;
        rest(worker, cursor, WorkerRecord.FUTURE, futures, futureNanos);
        rest(worker, cursor, WorkerRecord.OBJECT_WAIT, objects, objectNanos);
    }

    private void slot(Worker worker, WorkerRecord record, Cursor cursor, long index) {
        int slot = (int) (index % WorkerRecord.RING);
        Trace trace = record.traces[slot];
        long nanos = record.traceNanos[slot];
        int kind = record.traceKinds[slot];
        if (record.written - index >= WorkerRecord.RING) {
            overrun++;
            return;
        }
        if (trace == null || kind < 0 || kind >= KINDS.length) {
            return;
        }
        if (budget < 1) {
            overBudget++;
            return;
        }
        budget--;
        Reading reading = reader.waiting(withoutHooks(trace.getStackTrace()), KINDS[kind]);
        if (reading == null) {
            return;
        }
        if (kind == WorkerRecord.FUTURE) {
            worker.pool.nested.sited(worker, index, nanos, reading);
        }
        long charged = Math.min(cursor.charged, nanos);
        cursor.charged = 0;
        cursor.waits[kind]++;
        cursor.nanos[kind] += nanos;
        sink.ended(worker, KINDS[kind], reading, nanos, charged);
    }

    /** What is in the totals and was not sited belongs to the pool's sites of this kind, whichever they are. */
    private void rest(Worker worker, Cursor cursor, int kind, long totalWaits, long totalNanos) {
        long waits = totalWaits - cursor.waits[kind];
        if (waits <= 0) {
            return;
        }
        long nanos = Math.max(0, totalNanos - cursor.nanos[kind]);
        cursor.waits[kind] = totalWaits;
        cursor.nanos[kind] = Math.max(cursor.nanos[kind], totalNanos);
        long charged = Math.min(cursor.charged, nanos);
        cursor.charged -= charged;
        sink.unsited(worker, KINDS[kind], waits, nanos - charged);
    }

    /** Kept with the worker: to look it up in a table cost a third of a sample with 500 blocked workers. */
    private static Cursor cursor(Worker worker, WorkerRecord record) {
        Cursor known = worker.cursor;
        if (known == null || known.record != record) {
            known = new Cursor(record);
            worker.cursor = known;
        }
        return known;
    }

    static StackTraceElement[] withoutHooks(StackTraceElement[] stack) {
        int from = 0;
        while (from < stack.length && Libraries.isOwn(stack[from].getClassName())) {
            from++;
        }
        return from == 0 ? stack : java.util.Arrays.copyOfRange(stack, from, stack.length);
    }
}
