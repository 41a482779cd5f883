/** The report as a file. */
@NullMarked
package io.poolscope.report.file;

import org.jspecify.annotations.NullMarked;
