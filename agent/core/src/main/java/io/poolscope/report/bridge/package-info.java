/** Classes of poolscope's that live beside a library of the application's. */
@NullMarked
package io.poolscope.report.bridge;

import org.jspecify.annotations.NullMarked;
