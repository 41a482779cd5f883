package io.poolscope.watch;

import io.poolscope.snapshot.BlockKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The workers of a pool while no idle one can begin a task: most of a thousand idle or stand, each is another place in
 * memory, and to read them all costs more than all else in a sample. Idle ones are not read at all; those that stand in a
 * long wait are, in turn, and only those that move in every sample. Made again every {@code Pool.ALIVE_EVERY} samples.
 *
 * <p>What is not read is taken to go on as it was. For an idle worker that is exact, but for one that took its task from
 * the queue, and was not let run until two samples later to begin it. The end of a long wait is placed in the middle of
 * the time in which it was not read ({@code WorkerReader.read}): a wait ends regardless of whose turn it is, so that each
 * moment of that time is as likely, and the mean is right however long the turn.
 */
final class Settled {
    /** Decides about a worker whose turn it is. */
    interface Reading {
        /** Reads it; returns whether it stands still. */
        boolean stands(Worker worker);
    }

    /**
     * A worker that has stood in one wait for so long is read in one sample out of {@link #LONG_EVERY}, in turn, while no
     * task is queued; in between it is taken to stand there still. Nanoseconds.
     */
    static final long LONG_WAIT = 1_000_000_000L;

    static final int LONG_EVERY = 5;
    /** The slowest turn. */
    static final int FAR_EVERY = 25;

    /** A wait that has lasted for so long is read in one sample out of {@link #FAR_EVERY}: 5 % of it. Nanoseconds. */
    private static final long FAR = 10_000_000_000L;
    /** With samples further apart than that, in one out of {@link #LONG_EVERY}: never over a second. Nanoseconds. */
    private static final long CLOSE = 40_000_000L;

    /** Those in a task that do not stand in a long wait, and those that did at first. */
    final List<Worker> moving = new ArrayList<>();

    private final List<Worker> lasting = new ArrayList<>();
    private final List<Worker> far = new ArrayList<>();
    private final int[] kinds = new int[BlockKind.values().length];
    /** By the idle workers and by those that stand. */
    private long completed;

    private int size = -1;

    /** Whether it holds for a pool with so many workers. */
    boolean of(int workers) {
        return size == workers;
    }

    /** Nothing is known any more. */
    void clear() {
        size = -1;
    }

    /** Takes workers that were just read. */
    void take(List<Worker> workers, long now) {
        moving.clear();
        lasting.clear();
        far.clear();
        java.util.Arrays.fill(kinds, 0);
        completed = 0;
        size = workers.size();
        for (int i = 0; i < workers.size(); i++) {
            Worker worker = workers.get(i);
            if (worker.inTask && !WorkerReader.stands(worker, now, LONG_WAIT)) {
                moving.add(worker);
                continue;
            }
            completed += worker.completed;
            if (worker.inTask) {
                kinds[WorkerReader.kindOf(worker).ordinal()]++;
                (WorkerReader.stands(worker, now, FAR) ? far : lasting).add(worker);
            }
        }
    }

    /**
     * Reads those that stand and whose turn it is. One that stands no longer is {@link #moving} from then on.
     *
     * @param turn counts samples up to {@link #FAR_EVERY}
     * @return whether there was one
     */
    boolean visit(int turn, long elapsed, Reading read) {
        boolean ended = visit(lasting, turn % LONG_EVERY, LONG_EVERY, read);
        return elapsed <= CLOSE
                ? visit(far, turn, FAR_EVERY, read) | ended
                : visit(far, turn % LONG_EVERY, LONG_EVERY, read) | ended;
    }

    private boolean visit(List<Worker> standing, int first, int every, Reading read) {
        boolean ended = false;
        for (int i = first; i < standing.size(); i += every) {
            Worker worker = standing.get(i);
            BlockKind kind = WorkerReader.kindOf(worker);
            long before = worker.completed;
            if (!read.stands(worker)) {
                // The place of the last one, which is not passed over for long: the lists are soon made again.
                standing.set(i, standing.get(standing.size() - 1));
                standing.remove(standing.size() - 1);
                kinds[kind.ordinal()]--;
                completed -= before;
                moving.add(worker);
                ended = true;
            }
        }
        return ended;
    }

    int standing() {
        return lasting.size() + far.size();
    }

    long completed() {
        return completed;
    }

    /** Copies how many stand in a wait of each kind. */
    void kinds(int[] into) {
        System.arraycopy(kinds, 0, into, 0, kinds.length);
    }
}
