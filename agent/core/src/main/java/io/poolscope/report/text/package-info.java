/** Findings and the report in words: a form, not a way out. */
@NullMarked
package io.poolscope.report.text;

import org.jspecify.annotations.NullMarked;
