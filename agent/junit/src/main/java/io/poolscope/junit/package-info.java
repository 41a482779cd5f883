/** JUnit 5: a test, or a whole run, fails with the finding's text when a rule of poolscope's fires in it. */
@NullMarked
package io.poolscope.junit;

import org.jspecify.annotations.NullMarked;
