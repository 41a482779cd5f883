/** What was seen of one JVM at one look: immutable records, nothing of ours imported. */
@NullMarked
package io.poolscope.snapshot;

import org.jspecify.annotations.NullMarked;
