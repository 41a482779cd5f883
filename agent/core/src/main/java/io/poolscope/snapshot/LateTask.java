package io.poolscope.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A periodic task of a scheduler that started late in the window, or is overdue, while no thread of the scheduler was
 * free. What the JVM as a whole was late for does not count.
 *
 * @param poolId the scheduler's row
 * @param task class, unwrapped to the application's class; null where unknown
 * @param submittedAt where it was scheduled; null where unknown
 * @param periodMs its period or delay, milliseconds
 * @param fixedDelay whether the period runs from the end of one run to the begin of the next
 * @param starts most starts in a row, each late by a period and the shortest lateness that counts; of one that is
 *     overdue, those that are due
 * @param occasions how often in the window a sample found a start to have been that late, the open one included
 * @param lateMs how late the latest of those starts was at least, milliseconds
 * @param agoMs how long ago the last of them was, milliseconds; 0 while it is overdue
 * @param sinceMs how long ago the first of them was due, milliseconds
 * @param beganBefore whether it was overdue at the first look already
 * @param workers threads that the scheduler has
 * @param held who held them meanwhile, most samples first
 */
public record LateTask(
        String poolId,
        @Nullable String task,
        @Nullable CodeLocation submittedAt,
        double periodMs,
        boolean fixedDelay,
        int starts,
        int occasions,
        double lateMs,
        double agoMs,
        double sinceMs,
        boolean beganBefore,
        int workers,
        List<Holder> held)
        implements Fact {

    /**
     * What a thread of the scheduler did instead.
     *
     * @param task class of its task; null where unknown
     * @param submittedAt where that was scheduled; null where unknown
     * @param site the application's line at which it stood; null where unknown
     * @param call what it waited in; null where it ran, or where unknown
     * @param kind what it waited for; null where it ran
     * @param itself whether it was the late task: its run takes longer than its period
     * @param share of the samples of held threads, 0 to 1
     * @param stack the whole stack; null where none was taken
     */
    public record Holder(
            @Nullable String task,
            @Nullable CodeLocation submittedAt,
            @Nullable CodeLocation site,
            @Nullable String call,
            @Nullable BlockKind kind,
            boolean itself,
            double share,
            @Nullable Stack stack) {}
}
