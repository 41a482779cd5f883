package io.poolscope.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * What would end a wait, as far as it can be known.
 *
 * @param type binary class name of the awaited object
 * @param task class of the task that completes it, unwrapped to the application's class
 * @param runsIn name of the pool whose worker must complete it
 * @param state where that task is
 * @param owner name of the thread that holds the lock or runs the task
 * @param place place in the queue, from 1, where queued
 * @param submittedAt where that task was handed to its pool
 */
public record Awaits(
        String type,
        @Nullable String task,
        @Nullable String runsIn,
        State state,
        @Nullable String owner,
        @Nullable Integer place,
        @Nullable CodeLocation submittedAt) {

    /** Where the awaited thing is. */
    public enum State {
        QUEUED,
        RUNNING,
        HELD,
        UNKNOWN;

        /** The name in reports. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
