/** Conditions that a run must meet, and whether it met them: the grammar of the option {@code gate}. */
@NullMarked
package io.poolscope.gate;

import org.jspecify.annotations.NullMarked;
