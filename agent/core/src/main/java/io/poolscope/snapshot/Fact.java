package io.poolscope.snapshot;

/**
 * Something that was seen beside the state of the pools, for the rules that are about it: one small immutable record for
 * each kind. The pool that it concerns is named by the id of its row, {@link PoolSnapshot#id()}.
 */
public interface Fact {}
