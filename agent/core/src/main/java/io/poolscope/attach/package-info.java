/** Finding JVMs and loading poolscope into them: runs in the JVM of the command line, never in the application's. */
@NullMarked
package io.poolscope.attach;

import org.jspecify.annotations.NullMarked;
