/**
 * The only classes of poolscope on the application's class path: what the JVM calls, and the loader that hides the rest.
 *
 * <p>Java 8 bytecode and API, so that an older JVM can load it, say one clear line and start its application.
 */
package io.poolscope.launcher;
