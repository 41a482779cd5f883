/**
 * The channel between the agent and the command line: a Unix-domain socket that only the owner may open, or, where there
 * can be none, the attach mechanism itself. Knows requests and answers as text, nothing of what is in them.
 */
@NullMarked
package io.poolscope.control;

import org.jspecify.annotations.NullMarked;
