package io.poolscope.snapshot;

/**
 * A thread of no pool that waits while it holds a lock for which workers wait.
 *
 * @param thread its name
 * @param threadId its {@code Thread.getId()}
 * @param open the wait that holds it; {@link Wait#locksHeld()} are the locks for which workers wait
 */
public record OutsideHolder(String thread, long threadId, Wait open) implements Fact {}
