/** Keeps a failure of one stage, or of a part of it, away from all others. */
@NullMarked
package io.poolscope.guard;

import org.jspecify.annotations.NullMarked;
