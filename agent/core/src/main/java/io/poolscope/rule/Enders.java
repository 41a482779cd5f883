package io.poolscope.rule;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.PoolSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Who ends a wait, where that is not known: a permit, a latch, room in a queue, a promise can come from any thread. While no
 * worker of the pool is free it cannot come from what stands in the pool's queue, and that is worth a sentence, not a proof.
 */
final class Enders {
    private Enders() {}

    /** Whether a task that is queued may be what ends a wait. */
    static boolean maybeQueued(BlockKind kind, @Nullable Awaits awaits, boolean timed) {
        boolean unknown = awaits == null || awaits.state() == Awaits.State.UNKNOWN && awaits.runsIn() == null;
        return !timed
                && unknown
                && switch (kind) {
                    case FUTURE -> awaits == null || !TaskWords.isReply(awaits.type());
                    case LATCH, SEMAPHORE, BARRIER, CONDITION, QUEUE, OBJECT_WAIT, PARK -> true;
                    default -> false;
                };
    }

    /** The queued tasks of which one may end waits of a pool whose queue is not served, in words; null where none can. */
    static @Nullable String queued(PoolSnapshot pool, boolean maybeQueued) {
        int depth = pool.queue().depth();
        if (!maybeQueued || depth == 0 || pool.threads().idle() > 0) {
            return null;
        }
        return (depth == 1 ? "the task" : "one of the " + depth + " tasks") + " in the queue of " + pool.name();
    }

    /** What follows from that; empty where nothing does. */
    static String sentence(PoolSnapshot pool, int waits, @Nullable String queued) {
        if (queued == null) {
            return "";
        }
        boolean one = waits == 1;
        return "who ends " + (one ? "this wait" : "these waits") + " is not known: if it is " + queued + ", "
                + (one ? "it " : "they ")
                + (pool.threads().canGrow()
                        ? (one ? "ends" : "end") + " only if " + pool.name() + " adds a worker"
                        : "never " + (one ? "ends" : "end"));
    }
}
