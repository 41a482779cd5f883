package io.poolscope.snapshot;

/**
 * The JVM that is looked at.
 *
 * @param pid process id
 * @param main main class or jar, without arguments
 * @param version {@code java.version}
 * @param vendor {@code java.vendor}
 * @param cpus processors available
 * @param startedAt start of the JVM, ISO-8601 UTC
 * @param attached true where poolscope came into the running JVM, false with {@code -javaagent}
 * @param loadTest true in load-test mode
 */
public record JvmInfo(
        long pid,
        String main,
        String version,
        String vendor,
        int cpus,
        String startedAt,
        boolean attached,
        boolean loadTest) {}
