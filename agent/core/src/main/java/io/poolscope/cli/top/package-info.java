/**
 * The live screen. {@link io.poolscope.cli.top.Model} is what the keys changed, {@link io.poolscope.cli.top.Render} makes
 * a {@link io.poolscope.cli.top.Frame} of it and of the newest look, as a pure function of the size;
 * {@link io.poolscope.cli.top.Screen} is the loop, {@link io.poolscope.cli.top.Tty} the terminal.
 */
@NullMarked
package io.poolscope.cli.top;

import org.jspecify.annotations.NullMarked;
