import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is in a JVM that is measured.
 *
 * @param name heads its column
 * @param options poolscope's; empty where poolscope is not in it
 * @param jvm options of the JVM
 * @param classPath jars beside the application's
 * @param role what it is in the comparison
 */
record Variant(String name, String options, List<String> jvm, List<Path> classPath, Role role) {
    static final String JAR = "agent/dist/target/poolscope.jar";

    enum Role {
        NONE,
        POOLSCOPE,
        /** Another agent; a fork of it that fails costs no more than its figure. */
        PEER,
        /** Another library, which touches nothing but the executors that are wrapped by it. */
        WRAPPER
    }

    static final Variant NONE = none("none");

    /** The same: how far the two are apart is the noise. */
    static final Variant NONE_AGAIN = none("none again");

    static final Variant PROBES_OFF = poolscope("probes off", "probes=off,log=none");
    static final Variant PROBES_ON = poolscope("probes on", "log=none");
    static final Variant LOAD_TEST = poolscope("load-test", "mode=load-test,log=none");

    static Variant poolscope(String name, String options) {
        return new Variant(name, options, List.of(), List.of(), Role.POOLSCOPE);
    }

    private static Variant none(String name) {
        return new Variant(name, "", List.of(), List.of(), Role.NONE);
    }

    /** As it is, with poolscope writing a report. */
    Variant reporting(Path report) {
        return role == Role.POOLSCOPE ? poolscope(name, options + ",report=" + report) : this;
    }

    boolean isPeer() {
        return role == Role.PEER || role == Role.WRAPPER;
    }

    /** The JVM options that put it there. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(jvm);
        if (role == Role.POOLSCOPE) {
            arguments.add("-javaagent:" + JAR + "=" + options);
        }
        return arguments;
    }
}
