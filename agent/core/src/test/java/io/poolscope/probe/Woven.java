package io.poolscope.probe;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;

/** The probes of this JVM. Apart from the agent class, so that nothing links the bootstrap classes too early. */
@SuppressWarnings("NullAway") // static fields are set by the agent before main
final class Woven {
    static Probing probing;
    static long installCpuNanos;

    private Woven() {}

    static void install(Instrumentation instrumentation, String options) {
        Set<String> plus = new HashSet<>();
        Set<String> minus = new HashSet<>();
        for (String option : options.split(":")) {
            if (option.startsWith("+")) {
                plus.add(option.substring(1));
            } else if (option.startsWith("-")) {
                minus.add(option.substring(1));
            }
        }
        boolean on = !options.contains("off");
        probing = new Probing(instrumentation, new ProbeSettings(on, plus, minus, options.contains("timing")));
        if (options.contains("measure")) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            probing.install();
            long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            System.out.println("install cpu ms " + nanos / 1e6 + " wall ms " + (System.nanoTime() - wall) / 1e6);
        } else {
            probing.install();
        }
    }
}
