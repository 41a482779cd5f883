/** Where worker time went, as stacks: for flame graphs. */
@NullMarked
package io.poolscope.report.stacks;

import org.jspecify.annotations.NullMarked;
