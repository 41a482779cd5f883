/** The command line: one class for each command, and one line in the list of {@link io.poolscope.cli.Cli}. */
@NullMarked
package io.poolscope.cli;

import org.jspecify.annotations.NullMarked;
