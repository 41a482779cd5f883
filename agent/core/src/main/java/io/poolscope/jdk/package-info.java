/** Every member of the JDK's insides that poolscope reads, in one table, each optional. */
@NullMarked
package io.poolscope.jdk;

import org.jspecify.annotations.NullMarked;
