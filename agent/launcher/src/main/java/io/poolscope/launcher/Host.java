package io.poolscope.launcher;

/** Whether this JVM is one to look at. */
final class Host {
    /** The oldest Java that the core runs on. */
    private static final int OLDEST = 17;

    private Host() {}

    /**
     * Whether the JVM runs a tool of the JDK, which agents in {@code JAVA_TOOL_OPTIONS} are loaded into as well.
     *
     * <p>Measured on 17 and 25: the JDK's own launchers name the tool's module ({@code jcmd}: {@code jdk.jcmd},
     * {@code keytool}: {@code java.base}, {@code rmiregistry}: {@code java.rmi}). An application has none on the class
     * path, its own on the module path, and none with the source launcher ({@code java Hello.java}).
     *
     * @param mainModule the system property {@code jdk.module.main}, or null
     */
    static boolean isJdkTool(String mainModule) {
        return mainModule != null && (mainModule.startsWith("jdk.") || mainModule.startsWith("java."));
    }

    /**
     * Why poolscope cannot run on this Java, as a line for the user; null if it can.
     *
     * @param specification {@code java.specification.version}: {@code 1.8}, {@code 11}, {@code 25}
     * @param version {@code java.version}, for the text
     * @param consequence what that means, the end of the line
     */
    static String refusal(String specification, String version, String consequence) {
        int feature;
        try {
            feature = Integer.parseInt(specification.startsWith("1.") ? specification.substring(2) : specification);
        } catch (RuntimeException unreadable) {
            feature = 0;
        }
        return feature >= OLDEST ? null : "needs Java " + OLDEST + " or later, this is " + version + consequence;
    }
}
