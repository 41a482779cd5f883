/** The ways out: one package each, each guarded, none sees another. */
@NullMarked
package io.poolscope.report;

import org.jspecify.annotations.NullMarked;
