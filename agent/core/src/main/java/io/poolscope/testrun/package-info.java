/** A test run as seen by poolscope in the same JVM: what fired in a test, and which accepted findings never came. */
@NullMarked
package io.poolscope.testrun;

import org.jspecify.annotations.NullMarked;
