/** The pools and loops of libraries, the real ones: a sick program for each, and a healthy one that looks like it. */
@org.jspecify.annotations.NullMarked
package io.poolscope.tests.library;
