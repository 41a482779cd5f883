package io.poolscope.pool;

/** Looks at queued tasks one by one, in the order in which workers will take them. */
@FunctionalInterface
public interface QueueVisitor {
    /**
     * One queued task.
     *
     * @param task as it lies in the queue: still wrapped
     * @param place from 1: the next to be served
     * @return whether to go on
     */
    boolean task(Object task, int place);
}
