package io.poolscope.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Executors with live threads that were made alike: at one line of the program, by the same calls; or, where that was not
 * seen, under one name but for its digits.
 *
 * @param poolId row of the oldest one that has a row of its own
 * @param family the name that they share, each run of digits as {@code *}
 * @param site where they were made; null where only their names are alike
 * @param type binary class name
 * @param threads live threads of all of them
 * @param shutDown how many of them take no tasks any more
 * @param cut whether there may be more: no further executor is followed
 * @param members newest first, at most 1,000
 */
public record ExecutorKin(
        String poolId,
        String family,
        @Nullable CodeLocation site,
        String type,
        int threads,
        int shutDown,
        boolean cut,
        List<Member> members)
        implements Fact {

    /**
     * One executor.
     *
     * @param ageMs since it was seen to be made, milliseconds; null where it was there already
     * @param idle whether it has no task, running or queued
     * @param taking whether it took a task since the look before
     */
    public record Member(@Nullable Double ageMs, boolean idle, boolean taking) {}
}
