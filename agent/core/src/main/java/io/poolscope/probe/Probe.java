package io.poolscope.probe;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that can be observed by bytecode: its public name and the methods that show it. Advice is one static call
 * to {@link io.poolscope.bootstrap.Hooks}, inlined, with every {@code Throwable} suppressed.
 */
interface Probe {
    /** Stable: stands in {@code coverage.probes} and in the option {@code probes}. */
    String name();

    /** The methods, also such as not every version of the JDK has. */
    List<Point> points();

    /** The methods of a Java version. Each must exist, or the probe is missing there. */
    default List<Point> pointsIn(int feature) {
        List<Point> there = new ArrayList<>();
        for (Point point : points()) {
            if (point.in(feature)) {
                there.add(point);
            }
        }
        return there;
    }

    /** Whether it goes in without being named. */
    default boolean onByDefault() {
        return true;
    }
}
