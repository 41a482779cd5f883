/**
 * Races on futures for jcstress: two actors, many interleavings, and the outcomes that the JDK allows. Compiled once more with
 * its annotation processor by the test that runs them.
 */
@org.jspecify.annotations.NullMarked
package io.poolscope.tests.race;
