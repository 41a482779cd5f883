package io.poolscope.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A worker that has been running for long inside one task, with the place at which it was met again and again.
 *
 * @param poolId row of its pool
 * @param threadId the JVM's thread id
 * @param thread its name
 * @param entry the application's outermost frame: the task's, or the handler's, own code
 * @param place the application's innermost frame in most of the stacks that were taken of this task
 * @param stack the stack taken there last
 * @param atPlaceMs CPU time between the first and the last stack with {@code place} innermost, milliseconds; where the JVM
 *     tells no CPU time, the time that passed
 * @param stacks how many stacks of this task were taken
 */
public record LongRun(
        String poolId,
        long threadId,
        String thread,
        @Nullable CodeLocation entry,
        CodeLocation place,
        Stack stack,
        double atPlaceMs,
        int stacks)
        implements Fact {}
