package io.poolscope.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * One worker at the moment of the look.
 *
 * @param threadId the JVM's thread id
 * @param threadName name, as the application gave it: escape before output
 * @param state what it does
 * @param blockedBy why it is blocked; null unless {@code state} is blocked
 * @param task class of its task, unwrapped to the application's class; null where unknown
 * @param submittedAt where that task was handed to the pool; null where unknown
 * @param taskMs how long the task has been seen running, milliseconds; 0 while idle
 */
public record WorkerSnapshot(
        long threadId,
        String threadName,
        WorkerState state,
        @Nullable Wait blockedBy,
        @Nullable String task,
        @Nullable CodeLocation submittedAt,
        double taskMs) {}
