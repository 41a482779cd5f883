/** Lifecycle, options and self-test; the only package that may see all others. */
@NullMarked
package io.poolscope.agent;

import org.jspecify.annotations.NullMarked;
