/** Log lines when a finding opens, rises, lasts or closes. */
@NullMarked
package io.poolscope.report.log;

import org.jspecify.annotations.NullMarked;
