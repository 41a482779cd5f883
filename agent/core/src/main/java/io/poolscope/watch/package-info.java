/** poolscope's one thread: the sampler, the classifier of waits, the reader of the wait-for graph. */
@NullMarked
package io.poolscope.watch;

import org.jspecify.annotations.NullMarked;
