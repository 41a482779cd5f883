package io.poolscope.rule;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Wait;
import io.poolscope.snapshot.WorkerSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two threads that wait for each other over a lock: its holder for what a worker runs or holds, and that worker for the lock.
 * Proved where neither wait has a time limit and both were open at two looks.
 */
final class MutualWait {
    /** About the time from one look to the next, milliseconds: both stood in these waits all the while. */
    private static final double TWO_LOOKS_MS = 1_000;

    private MutualWait() {}

    /** Who waits for whom, a sentence for each; empty where they are not seen to wait for each other. */
    static List<String> chain(Snapshot now, LockHeldWhileWaiting.Held held) {
        Awaits awaits = held.open().awaits();
        if (awaits == null || !lasts(held.open())) {
            return List.of();
        }
        WorkerSnapshot worker = worker(now, awaits);
        Wait back = worker == null ? null : worker.blockedBy();
        if (worker == null || back == null || !isFor(back, held)) {
            return List.of();
        }
        String call = held.open().call();
        return List.of(
                held.holder() + " holds " + held.lock().lock() + " and waits "
                        + (call == null ? "for " + Body.noun(held.open().kind()) : "in " + Words.call(call))
                        + " for what "
                        + worker.threadName() + (awaits.state() == Awaits.State.HELD ? " holds" : " runs"),
                worker.threadName() + " waits for " + held.lock().lock());
    }

    /** The one worker that has what is awaited; null where it is not known, or two have its name. */
    private static @Nullable WorkerSnapshot worker(Snapshot now, Awaits awaits) {
        if (awaits.owner() == null || awaits.state() == Awaits.State.UNKNOWN) {
            return null;
        }
        List<WorkerSnapshot> named = now.pools().stream()
                .flatMap(pool -> pool.workers().stream())
                .filter(worker -> worker.threadName().equals(awaits.owner()))
                .toList();
        return named.size() == 1 ? named.get(0) : null;
    }

    private static boolean isFor(Wait back, LockHeldWhileWaiting.Held held) {
        return (back.kind() == BlockKind.MONITOR || back.kind() == BlockKind.LOCK)
                && lasts(back)
                && back.awaits() != null
                && held.holder().equals(back.awaits().owner())
                && held.lock().lockClass().equals(back.awaits().type());
    }

    private static boolean lasts(Wait wait) {
        return !wait.timed() && wait.openMs() >= TWO_LOOKS_MS;
    }
}
