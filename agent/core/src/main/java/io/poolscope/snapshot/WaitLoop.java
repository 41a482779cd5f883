package io.poolscope.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of one kind that waited several times at one place, each time for work that was not under way before.
 *
 * @param poolId id of the pool's row
 * @param task class of the tasks, unwrapped; null where unknown
 * @param submittedAt where such tasks are handed over; null where unknown
 * @param site the application's frame
 * @param call the blocking call as the application sees it; null where unknown
 * @param tasks those of the window, the newest at most, oldest first
 * @param stack of the first wait of the task seen last
 */
public record WaitLoop(
        String poolId,
        @Nullable String task,
        @Nullable CodeLocation submittedAt,
        CodeLocation site,
        @Nullable String call,
        List<Task> tasks,
        @Nullable Stack stack)
        implements Fact {

    /**
     * One task.
     *
     * @param waits at this place, for work that was not under way before
     * @param waitMs together, milliseconds
     * @param overlapped further waits at this place, for work that was under way already or for the same object again
     */
    public record Task(int waits, double waitMs, int overlapped) {}
}
