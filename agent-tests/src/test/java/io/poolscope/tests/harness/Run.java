package io.poolscope.tests.harness;

import java.util.function.UnaryOperator;

/**
 * One run of a program.
 *
 * @param jdk on which Java
 * @param start how poolscope comes into it
 */
public record Run(Jdk jdk, Start start) {

    /** For an attach on a machine that has no CPU to spare; by itself the command gives up after some seconds. */
    private static final String PATIENCE = "60s";

    /**
     * Starts a program that says {@code there} when it has come to where it stays: it has, and poolscope is in it.
     *
     * @param prepared the program, with options of poolscope and arguments of the JVM
     */
    public AgentJvm begin(UnaryOperator<AgentJvmBuilder> prepared) {
        AgentJvmBuilder builder = prepared.apply(AgentJvm.on(jdk));
        if (start == Start.AGENT) {
            AgentJvm jvm = builder.start();
            jvm.awaitMoment("there");
            return jvm;
        }
        builder.option("probes", start == Start.COLD ? "off" : "on");
        AgentJvm jvm = builder.withoutAgent().start();
        try {
            jvm.awaitMoment("there");
            Poolscope.on(jdk)
                    .run("attach", Long.toString(jvm.pid()), builder.joinedOptions(), "--timeout", PATIENCE)
                    .exits(0);
            return jvm;
        } catch (Throwable e) {
            jvm.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return jdk + ", " + start.words();
    }
}
