/** What the shipped jar does to a JVM, and what it says about it, on every JDK that is found. */
@NullMarked
package io.poolscope.tests;

import org.jspecify.annotations.NullMarked;
