package io.poolscope.agent;

import io.poolscope.snapshot.JvmInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.time.Instant;

/** What there is to know of this JVM once and for all. */
final class ThisJvm {
    private ThisJvm() {}

    /** Not by {@code ProcessHandle}: its initialiser makes the JDK's pool of "process reapers" in the application's JVM. */
    static JvmInfo describe(boolean attached, boolean loadTest) {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        return new JvmInfo(
                runtime.getPid(),
                main(System.getProperty("sun.java.command", "")),
                System.getProperty("java.version", "unknown"),
                System.getProperty("java.vendor", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                Instant.ofEpochMilli(runtime.getStartTime()).toString(),
                attached,
                loadTest);
    }

    /**
     * Main class or jar. Arguments are left out: they may hold secrets.
     *
     * @param command HotSpot's {@code sun.java.command}: a main class, {@code module/class} or the path of a jar, then
     *     arguments, parted by single spaces that a path may hold as well
     */
    static String main(String command) {
        int jar = command.indexOf(".jar");
        int space = command.indexOf(' ');
        boolean startsWithJar = jar >= 0 && (space < 0 || jar < space || command.startsWith("/"));
        String main = startsWithJar
                ? command.substring(0, jar + ".jar".length())
                : space < 0 ? command : command.substring(0, space);
        return main.isBlank() ? "unknown" : main.substring(main.lastIndexOf(java.io.File.separatorChar) + 1);
    }
}
