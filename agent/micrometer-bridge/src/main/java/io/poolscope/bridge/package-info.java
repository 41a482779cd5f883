/**
 * Classes that live beside a library of the application's: defined in a child of that library's loader, compiled against
 * its plain API, and spoken to in JDK types only.
 */
@NullMarked
package io.poolscope.bridge;

import org.jspecify.annotations.NullMarked;
