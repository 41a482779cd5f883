package io.poolscope.agent;

import io.poolscope.jdk.Opening;
import io.poolscope.probe.BootstrapClasses;
import io.poolscope.rule.Rules;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the launcher hands over: called by name, on poolscope's own thread, which stays here until the end. */
public final class AgentMain {
    private AgentMain() {}

    /**
     * Runs poolscope in this JVM until the JVM ends or poolscope leaves it; the launcher closes this loader then.
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
        Consumer<Function<String, @Nullable String>> again =
                (Consumer<Function<String, @Nullable String>>) AgentMain.class.getClassLoader();
        OptionSources sources = OptionSources.ofThisJvm(arguments, jar, attached, Rules.ids());
        Options options = Options.read(sources);
        if (options.get(OptionKey.ENABLED)) {
            // Before anything that reads a private field or speaks of a bootstrap class is linked.
            Opening.open(instrumentation);
            BootstrapClasses.define(classes);
            new Agent(sources, options, instrumentation, classes).run(again);
        }
    }
}
