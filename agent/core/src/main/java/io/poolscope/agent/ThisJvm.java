package io.poolscope.agent;

import io.poolscope.snapshot.JvmInfo;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;

/** What there is to know of this JVM once and for all. */
final class ThisJvm {
    private ThisJvm() {}

    static JvmInfo describe(boolean attached, boolean loadTest) {
        return new JvmInfo(
                pid(),
                main(System.getProperty("sun.java.command", "")),
                System.getProperty("java.version", "unknown"),
                System.getProperty("java.vendor", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime())
                        .toString(),
                attached,
                loadTest);
    }

    /**
     * The process id, as the process sees it. On Linux not by {@code ProcessHandle}: its initialiser makes the JDK's pool
     * of "process reapers", and the classes which that loads cost the application compiled code (see
     * {@link io.poolscope.jdk.JdkField}); {@code RuntimeMXBean.getPid} asks it as well.
     */
    static long pid() {
        // Of all process ids the innermost, also where /proc is that of another namespace. Linux 4.1.
        try (BufferedReader status = new BufferedReader(new FileReader("/proc/self/status"))) {
            for (String line; (line = status.readLine()) != null; ) {
                if (line.startsWith("NSpid:")) {
                    return Long.parseLong(line.substring(line.lastIndexOf('\t') + 1));
                }
            }
        } catch (IOException | RuntimeException notLinux) {
            return ProcessHandle.current().pid();
        }
        return ProcessHandle.current().pid();
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
        return main.isBlank() ? "unknown" : main.substring(main.lastIndexOf(File.separatorChar) + 1);
    }
}
