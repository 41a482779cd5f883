/**
 * Mistakes that compile cleanly and cost throughput, correctness or sleep, each beside what should stand there: the same
 * question, the same answer. {@code scripts/demo.sh mistakes} drives both under the same load, and compares what poolscope
 * predicts from the first with what the second then does. The headers are those of {@link io.poolscope.demo}; times of
 * field reports are taken at a tenth, rates at a twentieth of their size: for a short run, and for a machine of two processors.
 */
@NullMarked
package io.poolscope.demo.mistake;

import org.jspecify.annotations.NullMarked;
