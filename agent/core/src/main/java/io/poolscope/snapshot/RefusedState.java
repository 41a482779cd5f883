package io.poolscope.snapshot;

/**
 * What the workers of a pool did when it refused a task: by the look that tells of it they may long be idle again.
 *
 * @param poolId row of the pool
 * @param running workers that ran, at the first sample after its newest refusal
 * @param blocked workers that waited inside a task
 * @param idle workers that waited for a task
 */
public record RefusedState(String poolId, int running, int blocked, int idle) implements Fact {

    /** All of them. */
    public int size() {
        return running + blocked + idle;
    }
}
