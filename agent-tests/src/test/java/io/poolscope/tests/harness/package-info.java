/** Starts JVMs with the packaged agent in them, watches them, and reads what they report. */
@NullMarked
package io.poolscope.tests.harness;

import org.jspecify.annotations.NullMarked;
