/**
 * Runs in the bootstrap loader: where advice lands, and what application threads write. {@code java.base} only, no
 * lambda, no lock, no structure that parks; everything is loaded, initialised and run once before the first class is
 * retransformed (JDK-8074773: a class loaded inside {@code park} can eat the permit).
 */
package io.poolscope.bootstrap;
