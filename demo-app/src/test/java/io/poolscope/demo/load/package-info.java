@NullMarked
package io.poolscope.demo.load;

import org.jspecify.annotations.NullMarked;
