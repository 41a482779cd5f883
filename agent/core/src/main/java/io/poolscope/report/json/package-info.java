/** The report as JSON: a form, not a way out. */
@NullMarked
package io.poolscope.report.json;

import org.jspecify.annotations.NullMarked;
