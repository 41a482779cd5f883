package io.poolscope.watch;

import io.poolscope.snapshot.BlockKind;
import java.util.IdentityHashMap;
import java.util.Map;

/** Runnable workers that use next to no CPU: their stack is asked for, and they count as running until it says more. */
final class Suspects {
    private final Map<Worker, OpenWait> waits = new IdentityHashMap<>();
    private final StackTaker taker;

    Suspects(StackTaker taker) {
        this.taker = taker;
    }

    /** A sample found the worker so. */
    void seen(Worker worker, long now, long sampled) {
        OpenWait suspect = waits.get(worker);
        if (suspect == null || suspect.taskNumber != worker.taskNumber) {
            drop(worker);
            suspect = new OpenWait(worker, null, BlockKind.SOCKET, now, sampled);
            waits.put(worker, suspect);
        }
        suspect.lastSeen = now;
        suspect.samples++;
        // An answer "no" is asked again after 2, 4, 8 ... samples: a machine that is short of cores has many such.
        if (!suspect.asked && (suspect.samples & (suspect.samples - 1)) == 0) {
            suspect.asked = taker.ask(suspect, true);
        }
    }

    boolean contains(OpenWait wait) {
        return waits.get(wait.worker) == wait;
    }

    /** Its stack shows that it waits: it is a suspect no more. */
    void confirm(OpenWait wait) {
        waits.remove(wait.worker);
    }

    /** The worker runs, or waits in a way that needs no suspicion. */
    void drop(Worker worker) {
        OpenWait suspect = waits.remove(worker);
        if (suspect != null) {
            suspect.ended = true;
        }
    }

    /** Drops what belongs to threads that have ended. */
    void prune() {
        waits.keySet().removeIf(worker -> !worker.thread.isAlive());
    }
}
