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
        // Of a carrier that carries somebody the JVM says WAITING, whatever it does (25).
        return stillThere(
                wait, PinnedWaits.on(wait.worker) ? ThreadFacts.state(wait.worker.thread) : info.getThreadState());
    }

    private static boolean stillThere(OpenWait wait, Thread.State state) {
        Worker worker = wait.worker;
        return state == wait.javaState
                && (state == Thread.State.RUNNABLE
                        || Blockers.effective(worker.pool.family().blocker(worker.thread)) == wait.blocker);
    }

    /**
     * Reads the stack of a thread with a blocker that was taken while others ran: it is of this wait if the blocker is the
     * same after it as before, and it shows a thread that is parked.
     *
     * @return null where it is of something else
     */
    @Nullable
    Reading parked(OpenWait wait, StackTraceElement[] stack) {
        StackTraceElement[] plain = NativePrefix.without(stack);
        return plain[0].getMethodName().equals("park") && stillThere(wait, ThreadFacts.state(wait.worker.thread))
                ? reader.waiting(plain, wait.guess)
                : null;
    }

    /** Reads the stack of a thread of no pool; null where it does not wait. */
    @Nullable
    Reading outside(ThreadInfo info, @Nullable Object blocker) {
        BlockKind guess = Blockers.guess(info.getThreadState(), blocker);
        return reader.waiting(
                NativePrefix.without(info.getStackTrace()),
                OpenWait.family(guess) == BlockKind.OBJECT_WAIT ? null : guess);
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
            return reader.runnable(NativePrefix.without(info.getStackTrace()), HeldMonitors.anyPipe(info), stuck);
        }
        return reader.waiting(
                NativePrefix.without(info.getStackTrace()),
                wait.blocker == null && wait.family == BlockKind.OBJECT_WAIT ? null : wait.guess);
    }
}
