/**
 * A small web shop with every disease of a thread pool, one class each in {@code io.poolscope.demo.scenario}, and with ten
 * mistakes of asynchronous code in {@code io.poolscope.demo.mistake}.
 *
 * <p>The application knows nothing of poolscope. What poolscope must say about a scenario stands in the Javadoc of the
 * scenario's class, so that a test (or a reader) finds it beside the code that is meant. The format, one tag a line, a tag
 * never wraps:
 *
 * <pre>
 * &#64;shows WORDS              one line for {@code scripts/demo.sh list}
 * &#64;jvm OPTION             an option that the JVM needs, one a tag
 * &#64;expect KEY=VALUE ...      a finding that must be open at some time while the scenario is driven
 * &#64;expect silent [KEY=VALUE] no finding at warning or above, from the start of the JVM to its end
 * &#64;predict without|overlapped  what the mended twin's throughput is predicted by: the wait is gone, or the waits of a
 * task overlap &#64;awaits RULE            a rule that is not in this version yet: nobody expects the finding
 * </pre>
 *
 * Keys of a finding:
 *
 * <ul>
 *   <li>{@code rule}: the rule's id; required
 *   <li>{@code severity}: the lowest severity that will do; without it {@code warning}
 *   <li>{@code pool}: the pool's name, {@code *} for any run of characters, {@code |} between alternatives
 *   <li>{@code site}: {@code Class.method} of the line to be named, {@code |} between alternatives. The line itself is
 *       the one that ends in the comment {@code // poolscope: here}; where a class has several, any of them. Without
 *       {@code site} no line is expected
 *   <li>{@code proved}: {@code true} where the wait-for graph must prove it
 *   <li>{@code also}: other rules, {@code |} between them, that may be open at warning or above on the same pool while this one
 *       does not hold yet or no longer does
 *   <li>{@code mode}: {@code load-test} where the line is about that mode; without it the line is about {@code production}
 * </ul>
 *
 * Keys after {@code silent}: {@code mode} as above, and {@code pool}, {@code verdict}, {@code cause} for the verdict that
 * this pool must have had at some look. The lines of a mode are complete: any other finding at warning or above is a fault.
 * A scenario without a line for load-test mode says nothing about it. Where a scenario has a mended twin
 * ({@link io.poolscope.demo.scenario.Scenario#fixed()}), a JVM that only the twin is driven in must be silent in production mode.
 */
@NullMarked
package io.poolscope.demo;

import org.jspecify.annotations.NullMarked;
