package io.poolscope.launcher;

import java.io.File;

/**
 * The arguments of one load by poolscope's command line: {@code jar=PATH,} before the options. The JVM does not tell an
 * agent which jar it was loaded from, and this class comes from the first that ever was: it may have been a copy that is
 * no more.
 */
final class Loaded {
    private static final String JAR = "jar=";

    private final File jar;
    private final String options;

    private Loaded(File jar, String options) {
        this.jar = jar;
        this.options = options;
    }

    /** Reads arguments, which may be null, and need not begin with the jar. */
    static Loaded read(String arguments) {
        if (arguments == null || !arguments.startsWith(JAR)) {
            return new Loaded(null, arguments);
        }
        int end = JAR.length();
        while (end < arguments.length() && (arguments.charAt(end) != ',' || arguments.charAt(end - 1) == '\\')) {
            end++;
        }
        File jar = new File(arguments.substring(JAR.length(), end).replace("\\,", ","));
        return new Loaded(jar, end < arguments.length() ? arguments.substring(end + 1) : "");
    }

    /** The jar, or null if the arguments do not tell. */
    File jar() {
        return jar;
    }

    /** The rest, as it was given. */
    String options() {
        return options;
    }
}
