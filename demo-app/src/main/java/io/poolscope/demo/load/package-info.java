/** The load generator: a fixed rate that does not wait for the patient. */
@NullMarked
package io.poolscope.demo.load;

import org.jspecify.annotations.NullMarked;
