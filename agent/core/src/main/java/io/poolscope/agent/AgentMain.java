package io.poolscope.agent;

import io.poolscope.jdk.Opening;
import io.poolscope.probe.BootstrapClasses;
import io.poolscope.rule.Rules;
import java.io.Closeable;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the launcher hands over: called by name, on poolscope's own thread, which stays here until the end. */
public final class AgentMain {
    private AgentMain() {}

    /**
     * Runs poolscope in this JVM until the JVM ends.
     *
     * @param arguments the agent's arguments, or null
     * @param instrumentation the first one of this JVM
     * @param attached whether loaded into a JVM that runs
     * @param jar poolscope's jar
     * @param application the system class loader
     * @throws Throwable if it cannot start; nothing is left behind then but opened packages and inert classes
     */
    @SuppressWarnings("unchecked") // The launcher's loader promises it, and only JDK types can cross.
    public static void start(
            @Nullable String arguments,
            Instrumentation instrumentation,
            boolean attached,
            File jar,
            ClassLoader application)
            throws Throwable {
        Function<String, byte @Nullable []> classes =
                (Function<String, byte @Nullable []>) AgentMain.class.getClassLoader();
        Options options = Options.read(OptionSources.ofThisJvm(arguments, jar, attached, Rules.ids()));
        // To the launcher, a closed loader means that poolscope has left and may be started again.
        try {
            if (options.get(OptionKey.ENABLED)) {
                // Before anything that reads a private field or speaks of a bootstrap class is linked.
                Opening.open(instrumentation);
                BootstrapClasses.define(classes);
                new Agent(options, instrumentation, attached, classes).run();
            }
        } finally {
            ((Closeable) AgentMain.class.getClassLoader()).close();
        }
    }
}
