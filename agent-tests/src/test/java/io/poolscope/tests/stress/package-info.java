/** Stresses of what the JDK promises of pools and futures; each prints the same whether anybody watches or not. */
@org.jspecify.annotations.NullMarked
package io.poolscope.tests.stress;
