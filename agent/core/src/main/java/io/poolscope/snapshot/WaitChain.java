package io.poolscope.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of one kind that waited several times, one after another, each time for work that began only after the wait
 * before had ended.
 *
 * @param poolId id of the pool's row
 * @param task class of the tasks, unwrapped; null where unknown
 * @param submittedAt where such tasks are handed over; null where unknown
 * @param steps the waits of the task seen last, in their order; of waits at one place in a row one
 * @param tasks those of the window, the newest at most, oldest first
 * @param stack of the first wait of the task seen last
 */
public record WaitChain(
        String poolId,
        @Nullable String task,
        @Nullable CodeLocation submittedAt,
        List<Step> steps,
        List<Task> tasks,
        @Nullable Stack stack)
        implements Fact {

    /**
     * Waits at one place.
     *
     * @param site the application's frame
     * @param call the blocking call as the application sees it; null where unknown
     * @param waits how many in a row
     * @param ms together, milliseconds
     */
    public record Step(CodeLocation site, @Nullable String call, int waits, double ms) {}

    /**
     * One task.
     *
     * @param waits in the chain
     * @param waitMs together, milliseconds
     * @param longestMs the longest of them: what all would take if they overlapped, milliseconds
     * @param taskMs length of the task, milliseconds; null where its begin was not clocked
     * @param likely whether of some of the awaited work nobody saw where it began
     */
    public record Task(
            int waits,
            double waitMs,
            double longestMs,
            @Nullable Double taskMs,
            boolean likely) {

        /** What overlapping would save, milliseconds. */
        public double savedMs() {
            return waitMs - longestMs;
        }
    }
}
