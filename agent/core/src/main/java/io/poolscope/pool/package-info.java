/** One small class for each family of pools: find it, name it, its limits, its queue, is this worker idle. */
@NullMarked
package io.poolscope.pool;

import org.jspecify.annotations.NullMarked;
