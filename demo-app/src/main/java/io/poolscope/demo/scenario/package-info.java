/** One class for each disease (or sign of health); see {@link io.poolscope.demo} for what their headers mean. */
@NullMarked
package io.poolscope.demo.scenario;

import org.jspecify.annotations.NullMarked;
