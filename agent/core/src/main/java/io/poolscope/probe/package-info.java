/** One class per instrumentation point: matcher and advice. */
@NullMarked
package io.poolscope.probe;

import org.jspecify.annotations.NullMarked;
