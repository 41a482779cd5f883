@NullMarked
package io.poolscope.demo.scenario;

import org.jspecify.annotations.NullMarked;
