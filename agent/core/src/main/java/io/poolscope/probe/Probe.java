package io.poolscope.probe;

import java.util.List;

/**
 * One thing that can be observed by bytecode: its public name and the methods that show it. Advice is one static call
 * to {@link io.poolscope.bootstrap.Hooks}, inlined, with every {@code Throwable} suppressed.
 */
interface Probe {
    /** Stable: stands in {@code coverage.probes} and in the option {@code probes}. */
    String name();

    /** The methods on this JDK. Each must exist, or the probe is missing here. */
    List<Point> points();

    /** Whether it goes in without being named. */
    default boolean onByDefault() {
        return true;
    }
}
