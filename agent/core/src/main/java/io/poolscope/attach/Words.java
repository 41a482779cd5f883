package io.poolscope.attach;

import java.time.Duration;
import java.util.Locale;

/** What the user is told when poolscope does not get into a JVM: what is wrong, and what to do. */
final class Words {
    private Words() {}

    static String name(Jvm jvm) {
        return "JVM " + jvm.pid() + " (" + jvm.main() + ")";
    }

    static String gone(Jvm jvm) {
        return name(jvm) + " has ended";
    }

    static String noProcess(long pid) {
        return "there is no process " + pid + "; `list` shows the JVMs";
    }

    static String noJvm(long pid, String command) {
        return "process " + pid + " (" + command + ") is not a JVM; `list` shows the JVMs";
    }

    static String otherUser(Jvm jvm, String self) {
        return "process " + jvm.pid() + " belongs to user " + jvm.user() + ", and this is " + self
                + ": only the same user may attach to it; run this as that user: sudo -u " + jvm.user()
                + " java -jar poolscope.jar ...";
    }

    static String tooOld(Jvm jvm, int oldest) {
        return name(jvm) + " runs Java " + jvm.version() + ", and poolscope needs " + oldest + " or newer: nothing was"
                + " changed in it; take a thread dump instead: jstack " + jvm.pid();
    }

    static String disabled(Jvm jvm) {
        return name(jvm) + " was started with -XX:+DisableAttachMechanism: nobody can attach to it; start it without"
                + " that option, or with -javaagent:poolscope.jar";
    }

    static String stopped(Jvm jvm) {
        return name(jvm) + " is stopped (SIGSTOP, or a debugger): nothing in it runs; wake it with: kill -CONT "
                + jvm.pid();
    }

    static String notReady(Jvm jvm) {
        return "process " + jvm.pid() + " is not ready to be attached to: it is just starting, or was started with"
                + " -Xrs; a signal would end it, so none was sent; try again";
    }

    static String openJ9(Jvm jvm) {
        return name(jvm) + " is an OpenJ9, and poolscope knows only HotSpot: nothing was changed in it";
    }

    static String loadLate(Jvm jvm, Duration limit) {
        return name(jvm) + " did not load the agent within " + seconds(limit)
                + ": it hangs, is stopped, or has no CPU to run on; look at it with: jstack " + jvm.pid()
                + " ; or wait longer with --timeout";
    }

    static String answerLate(Jvm jvm, Duration limit) {
        return name(jvm) + " has loaded poolscope, which did not answer within " + seconds(limit)
                + ": its standard error says why, if it could not start; wait longer with --timeout";
    }

    static String noAnswer(Jvm jvm, String words) {
        return "cannot attach to " + name(jvm) + ": " + words;
    }

    /** The words are HotSpot's or those of its instrument library. */
    static String notLoaded(Jvm jvm, String words) {
        if (words.toLowerCase(Locale.ROOT).contains("dynamic agent loading is not enabled")
                || words.contains("EnableDynamicAgentLoading")) {
            return name(jvm) + " was started with -XX:-EnableDynamicAgentLoading: it loads no agent; start it without"
                    + " that option, or with -javaagent:poolscope.jar";
        }
        return name(jvm) + " refused to load the agent: " + words;
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
