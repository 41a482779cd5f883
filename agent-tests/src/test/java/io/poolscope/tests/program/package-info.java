/** Applications that are well or ill on purpose. They use the JDK alone, and nothing in them knows poolscope. */
@NullMarked
package io.poolscope.tests.program;

import org.jspecify.annotations.NullMarked;
