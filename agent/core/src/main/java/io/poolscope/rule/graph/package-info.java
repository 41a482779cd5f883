/** The solver of the wait-for graph: what can still move, what is stuck, and the chain that shows why. */
@NullMarked
package io.poolscope.rule.graph;

import org.jspecify.annotations.NullMarked;
