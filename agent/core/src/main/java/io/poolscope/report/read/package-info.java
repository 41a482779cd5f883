/** A report document back into records: what the command line works on. */
@NullMarked
package io.poolscope.report.read;

import org.jspecify.annotations.NullMarked;
