package io.poolscope.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * What it costs to hand over tasks at one place, against what they do, by the clock on a few of them.
 *
 * @param poolId id of the row of the pool that runs them
 * @param task class of the tasks, unwrapped
 * @param submittedAt where they are handed over
 * @param samples tasks that were timed in the window
 * @param share of the timed tasks of this pool, 0 to 1
 * @param runUs median run, microseconds
 * @param handOverUs median time from submission to start, microseconds
 */
public record TaskHop(
        String poolId,
        @Nullable String task,
        CodeLocation submittedAt,
        int samples,
        double share,
        double runUs,
        double handOverUs)
        implements Fact {}
