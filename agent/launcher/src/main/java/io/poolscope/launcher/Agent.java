package io.poolscope.launcher;

import java.io.File;
import java.lang.instrument.Instrumentation;

/**
 * What the JVM calls for {@code -javaagent} and for an attach.
 *
 * <p>Guarantees: returns at once, having started at most one daemon thread; nothing is thrown, since an exception that
 * leaves {@code premain} aborts the JVM; nothing that an application could configure (log framework, file systems,
 * management) is initialised on the application's main thread.
 */
public final class Agent {
    /**
     * The newest start of poolscope in this JVM. The class lives in the system loader, so there is one, whatever jar it
     * came from.
     */
    private static Start newest;

    /**
     * The first that this JVM made. Each load makes another one, and only the one that put a transformer in can take it
     * out again: all lives of poolscope use the same.
     */
    private static Instrumentation first;

    private Agent() {}

    /**
     * Called by the JVM before {@code main}.
     *
     * @param options the text behind {@code -javaagent:poolscope.jar=}, or null
     */
    public static void premain(String options, Instrumentation instrumentation) {
        start(options, null, instrumentation, false);
    }

    /**
     * Called by the JVM on its attach thread.
     *
     * @param options the options of the attach, or null
     */
    public static void agentmain(String options, Instrumentation instrumentation) {
        Loaded loaded = Loaded.read(options);
        start(loaded.options(), loaded.jar(), instrumentation, true);
    }

    private static void start(String options, File jar, Instrumentation instrumentation, boolean attached) {
        try {
            if (Host.isJdkTool(System.getProperty("jdk.module.main"))) {
                return;
            }
            String refusal = Host.refusal(
                    System.getProperty("java.specification.version"),
                    System.getProperty("java.version"),
                    ": the application starts without it");
            if (refusal != null) {
                Stderr.say(refusal);
                return;
            }
            synchronized (Agent.class) {
                if (first == null) {
                    first = instrumentation;
                }
                if (newest != null && newest.takes(options, attached)) {
                    return;
                }
                if (Asking.isRequest(options)) {
                    Asking.nobodyAnswers(options);
                    return;
                }
                newest = new Start(jar == null ? jar() : jar, options, first, attached);
                newest.go();
            }
        } catch (Throwable failure) {
            Stderr.say("could not start, the application runs without it: " + failure);
        }
    }

    /** The jar that this class came from: the JVM put it on the class path, under whatever name it was given. */
    static File jar() throws Exception {
        return new File(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
