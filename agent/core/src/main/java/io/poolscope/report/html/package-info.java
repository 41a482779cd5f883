/** The report as one web page. */
@NullMarked
package io.poolscope.report.html;

import org.jspecify.annotations.NullMarked;
