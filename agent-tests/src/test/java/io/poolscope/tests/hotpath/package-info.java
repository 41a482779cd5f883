/** Programs that say what the way of every task costs: what it allocates, and how much code it runs. */
@org.jspecify.annotations.NullMarked
package io.poolscope.tests.hotpath;
