package io.poolscope.pool;

import io.poolscope.snapshot.PoolKind;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One family of pools: how to know its workers, and how to read its limits, its queue and its counters without a lock
 * and without calling it. One small class each, one line in {@link Pools#all()}. Used on poolscope's thread only.
 *
 * <p>A <em>seat</em> is the object in which the family keeps a worker's own state ({@code ThreadPoolExecutor$Worker},
 * {@code ForkJoinPool$WorkQueue}).
 */
public interface PoolFamily {

    /** The seat of a thread that works for a pool of this family; null for any other thread. */
    @Nullable
    Object seatOf(Thread thread);

    /** The executor to which a seat belongs; null while it is being set up. */
    @Nullable
    Object executorOf(Object seat);

    /** Whether an executor, met without any worker, is of this family. */
    boolean owns(Object executor);

    /**
     * Threads that were met before it was known that they work for the same pool as this one; told once.
     *
     * @param seat of a thread that {@link #seatOf} has just recognised
     */
    default List<Thread> companions(Object seat) {
        return List.of();
    }

    /** Whether it is known what a waiting worker means; where not, nothing is concluded from waits. */
    default boolean judged() {
        return true;
    }

    /** Whether its workers carry virtual threads: one that blocks while it is carried cannot leave. */
    default boolean carries() {
        return false;
    }

    /** What a worker is parked for; null where nothing is known, and of a carrier while it carries nobody. */
    default @Nullable Object blocker(Thread worker) {
        return LockSupport.getBlocker(worker);
    }

    /** Binary class name by which reports tell what it is. */
    default String type(Object executor) {
        return executor.getClass().getName();
    }

    /** The family as reports name it. */
    PoolKind kind(Object executor);

    /** The name that the pool's framework gives it, or that everybody knows it by; null: named after its threads. */
    default @Nullable String name(Object executor) {
        return null;
    }

    /** Whether the worker is inside a task. */
    boolean inTask(Object seat);

    /** Whether it counts tasks at all; where it does not, those are counted whose end a sample has seen. */
    default boolean countsTasks() {
        return true;
    }

    /**
     * Tasks that this worker has ended.
     *
     * @param seat the worker's seat
     * @param inTask whether it is inside a task: some pools count a task when it begins
     */
    long completed(Object seat, boolean inTask);

    /** Changes whenever the worker begins another task. */
    long taskNumber(Object seat);

    /** Tasks ended by workers that are gone. */
    long retired(Object executor);

    /** Workers by the pool's own count, or -1 where it keeps none. */
    int size(Object executor);

    /** How large it may become. */
    Limits limits(Object executor);

    /** Whether it would add a worker for the tasks that are queued now. */
    boolean canGrow(Object executor);

    /** Whether it may put another worker in place of one that waits. */
    default boolean growsByCompensation() {
        return false;
    }

    /** Whether it has ended for good. */
    boolean terminated(Object executor);

    /** Whether it still takes tasks, as far as its family can tell: nobody has shut it down. */
    default boolean accepts(Object executor) {
        return !terminated(executor);
    }

    /** The object that {@link #queueReader} reads; null where there is none. */
    @Nullable
    Object queue(Object executor);

    /** Binary class name of the queue; null where the family has none of its own. */
    @Nullable
    String queueType(Object executor);

    /** Reads the queue; null where its class is not known. */
    @Nullable
    QueueReader queueReader(Object executor);

    /**
     * Whether no idle worker of an executor can have taken a task since the last call with the same marks. Never true by
     * a guess: a family that cannot know says false.
     *
     * @param last marks of the last call; takes those of now
     */
    default boolean noneTaken(Object executor, Pulse last) {
        return false;
    }
}
