package io.poolscope.cli;

import io.poolscope.attach.Jvm;

/** What is said beside the result, on standard error. */
final class Notes {
    /**
     * On older ones, HotSpot throws away all code that was compiled before the first class was changed; since then, what
     * depends on the changed classes. Measured: docs/overhead.md, "Attach".
     */
    private static final int KEEPS_CODE_SINCE = 25;

    private Notes() {}

    /** What probes cost a JVM that runs; before they are put in. */
    static void probes(Console console, Jvm jvm) {
        Cli.say(
                console,
                "the probes change some JDK classes in JVM " + jvm.pid() + ", in one batch: it stands still once for"
                        + " some 10 to 40 ms"
                        + (jvm.feature() >= KEEPS_CODE_SINCE
                                ? ", and a part of its compiled code is compiled again"
                                : ", and most of its compiled code is compiled again, which takes CPU for some seconds")
                        + "; they are exact for tasks that start from now on");
    }

    /** That the JVM itself has said something in the application's output, and how to have it silent. */
    static void warning(Console console, Jvm jvm) {
        if (jvm.warnsOfAgents()) {
            Cli.say(
                    console,
                    "JVM " + jvm.pid() + " has written a warning about a loaded agent to its standard error, as Java 21"
                            + " and newer do; to avoid it, start it with -XX:+EnableDynamicAgentLoading");
        }
    }
}
