/** One class per rule, and the wait-for graph's solver: pure functions of snapshots. */
@NullMarked
package io.poolscope.rule;

import org.jspecify.annotations.NullMarked;
