package io.poolscope.tests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a JVM tells of itself when the JDK's {@code jcmd} asks. */
public final class Jcmd {

    private Jcmd() {}

    /** All that it says to a command, {@code Thread.print}. */
    public static List<String> ask(Jdk jdk, AgentJvm jvm, String command) {
        return ask(jdk, jvm.pid(), command);
    }

    /** The same of any JVM of this user. */
    public static List<String> ask(Jdk jdk, long pid, String command) {
        try (AgentJvm jcmd = AgentJvm.on(jdk).startTool("jcmd", Long.toString(pid), command)) {
            assertThat(jcmd.awaitExit()).as(jcmd::story).isZero();
            return jcmd.lines();
        }
    }

    /**
     * Lines of the heap's histogram, after a collection, about classes of poolscope's that go when it leaves: not those of
     * the bootstrap loader, not the launcher's one small object.
     */
    public static List<String> objectsOfPoolscope(Jdk jdk, AgentJvm jvm) {
        return ask(jdk, jvm, "GC.class_histogram").stream()
                .filter(line -> line.contains("io.poolscope.")
                        && !line.contains("io.poolscope.bootstrap.")
                        && !line.contains("io.poolscope.launcher.Start")
                        && !line.contains("io.poolscope.tests."))
                .toList();
    }
}
