package io.poolscope.snapshot;

/**
 * This JDK has virtual threads, but not the fields that lead from a carrier to the one that it carries.
 *
 * @param poolId row of the scheduler
 */
public record CarriersUnreadable(String poolId) implements Fact {}
