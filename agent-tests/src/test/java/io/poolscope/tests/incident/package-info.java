/** Incidents of open source projects, rebuilt: what made the pool stand still, as one small program each. */
@NullMarked
package io.poolscope.tests.incident;

import org.jspecify.annotations.NullMarked;
