/** What the rules conclude: immutable records that every reporter reads. */
@NullMarked
package io.poolscope.finding;

import org.jspecify.annotations.NullMarked;
