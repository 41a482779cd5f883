package io.poolscope.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Failures from one place that nobody has read.
 *
 * @param poolId id of the row of the pool whose workers failed; null where no pool's worker did, or it is gone
 * @param site where the tasks were submitted, else where the exception was thrown or given; null where unknown
 * @param submitted whether {@code site} is where the tasks were submitted
 * @param chain whether they were {@code CompletableFuture}s
 * @param task class of the task; null where unknown
 * @param exceptions classes of the exceptions, most frequent first
 * @param thrownAt the application's line that threw the newest of them; null where unknown
 * @param collected exceptions collected in the window: nobody can read them any more
 * @param stopped periodic tasks that threw in the window and are never run again
 * @param unreadMs of the others, how long each has waited to be read, milliseconds, longest first
 * @param ending whether the JVM ends now: what is unread stays so
 */
public record Loss(
        @Nullable String poolId,
        @Nullable CodeLocation site,
        boolean submitted,
        boolean chain,
        @Nullable String task,
        List<String> exceptions,
        @Nullable CodeLocation thrownAt,
        int collected,
        int stopped,
        List<Double> unreadMs,
        boolean ending)
        implements Fact {}
