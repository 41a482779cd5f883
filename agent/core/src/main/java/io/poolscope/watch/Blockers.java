package io.poolscope.watch;

import io.poolscope.snapshot.BlockKind;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What a parked thread waits for, by the class of the object that {@code LockSupport.getBlocker} gives: enough for most
 * waits without a stack (names are those of JDK 17 to 25).
 */
final class Blockers {
    private static final String JUC = "java.util.concurrent.";

    private Blockers() {}

    /**
     * The blocker, unless it is stale: on 17 {@code ForkJoinPool.awaitWork} never clears it, so that a worker that sleeps
     * inside a task still shows its pool.
     */
    static @Nullable Object effective(@Nullable Object blocker) {
        return blocker instanceof ForkJoinPool ? null : blocker;
    }

    /** The kind by all that is known without a stack. */
    static BlockKind guess(Thread.State state, @Nullable Object blocker) {
        if (state == Thread.State.BLOCKED) {
            return BlockKind.MONITOR;
        }
        if (blocker != null) {
            return kind(blocker);
        }
        return state == Thread.State.TIMED_WAITING ? BlockKind.SLEEP : BlockKind.OBJECT_WAIT;
    }

    /**
     * The kind by blocker. {@link BlockKind#CONDITION} and {@link BlockKind#PARK} are only first guesses: a condition may
     * be a queue's, and the object may be a library's future.
     */
    static BlockKind kind(Object blocker) {
        // Futures first: a Signaller of CompletableFuture is a ForkJoinTask, and Guava's futures park on themselves.
        if (blocker instanceof Future) {
            return BlockKind.FUTURE;
        }
        String name = blocker.getClass().getName();
        if (!name.startsWith(JUC)) {
            return BlockKind.PARK;
        }
        String rest = name.substring(JUC.length());
        if (rest.endsWith("$ConditionObject")) {
            return BlockKind.CONDITION;
        }
        if (rest.startsWith("locks.ReentrantLock$")
                || rest.startsWith("locks.ReentrantReadWriteLock$")
                || rest.startsWith("locks.StampedLock")
                || rest.startsWith("ConcurrentHashMap$")) {
            return BlockKind.LOCK;
        }
        if (rest.startsWith("CountDownLatch$")) {
            return BlockKind.LATCH;
        }
        if (rest.startsWith("Semaphore$")) {
            return BlockKind.SEMAPHORE;
        }
        if (rest.startsWith("Phaser") || rest.startsWith("Exchanger") || rest.startsWith("CyclicBarrier")) {
            return BlockKind.BARRIER;
        }
        if (rest.startsWith("SynchronousQueue") || rest.startsWith("LinkedTransferQueue")) {
            return BlockKind.QUEUE;
        }
        return BlockKind.PARK;
    }
}
