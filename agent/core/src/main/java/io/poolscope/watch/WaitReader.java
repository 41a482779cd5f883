package io.poolscope.watch;

import io.poolscope.jdk.ThreadFacts;
import io.poolscope.snapshot.BlockKind;
import java.lang.management.ThreadInfo;
import org.jspecify.annotations.Nullable;

/** Reads the stack that was taken of an open wait, by the family of its worker. */
final class WaitReader {
    /** Of virtual threads that cannot leave their carriers. */
    final PinnedWaits pinned;

    private final StackReader reader;

    WaitReader(StackReader reader) {
        this.reader = reader;
        this.pinned = new PinnedWaits(reader);
    }

    /** Whether the stack belongs to this wait: the thread still stands in it. */
    static boolean stillThere(OpenWait wait, ThreadInfo info) {
        Worker worker = wait.worker;
        // Of a carrier that carries somebody the JVM says WAITING, whatever it does (25).
        Thread.State state = PinnedWaits.on(worker) ? ThreadFacts.state(worker.thread) : info.getThreadState();
        return state == wait.javaState
                && (state == Thread.State.RUNNABLE
                        || Blockers.effective(worker.pool.family().blocker(worker.thread)) == wait.blocker);
    }

    /**
     * Reads it.
     *
     * @param stuck whether a runnable thread used no CPU for so long that only the JVM itself can hold it
     * @return null where the worker does not wait
     */
    @Nullable
    Reading read(OpenWait wait, ThreadInfo info, boolean stuck) {
        if (PinnedWaits.on(wait.worker)) {
            return pinned.read(wait, stuck);
        }
        if (wait.javaState == Thread.State.RUNNABLE) {
            return reader.runnable(info.getStackTrace(), HeldMonitors.anyPipe(info), stuck);
        }
        return reader.waiting(
                info.getStackTrace(), wait.blocker == null && wait.family == BlockKind.OBJECT_WAIT ? null : wait.guess);
    }
}
