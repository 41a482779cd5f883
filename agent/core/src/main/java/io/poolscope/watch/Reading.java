package io.poolscope.watch;

import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Stack;
import org.jspecify.annotations.Nullable;

/**
 * What a stack says about the wait in it.
 *
 * @param stack the whole of it
 * @param kind what is waited for
 * @param site the frame that is charged
 * @param siteIndex its index in the stack
 * @param call the blocking call as the site sees it; null where there is none
 * @param async whether an asynchronous result is awaited
 * @param managed whether it waits inside {@code ForkJoinPool.managedBlock}, or in {@code ForkJoinTask.awaitDone}, which
 *     compensates in the same way
 * @param limited whether a runnable thread's native call has a time limit
 */
record Reading(
        Stack stack,
        BlockKind kind,
        CodeLocation site,
        int siteIndex,
        @Nullable String call,
        boolean async,
        boolean managed,
        boolean limited) {

    /** Frames above the loop of {@code runBlocking}: parking, and what a JDK has between. */
    private static final int TOP = 8;

    /**
     * Whether the thread is parked for a time but not because its wait has a limit: {@code runBlocking} parks with the time
     * until its own next event, for ever where there is none (kotlinx.coroutines 1.6 to 1.10).
     */
    boolean parksInTurns() {
        return kind == BlockKind.FUTURE
                && stack.frames().stream()
                        .limit(TOP)
                        .anyMatch(frame -> frame.startsWith("kotlinx.coroutines.BlockingCoroutine.joinBlocking"));
    }
}
