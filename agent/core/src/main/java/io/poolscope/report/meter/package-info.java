/** Meters in the application's Micrometer, or at an endpoint of poolscope's own. */
@NullMarked
package io.poolscope.report.meter;

import org.jspecify.annotations.NullMarked;
