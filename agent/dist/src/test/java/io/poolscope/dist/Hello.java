package io.poolscope.dist;

/** The smallest application; with a number, one that lives so many milliseconds. */
public final class Hello {
    private Hello() {}

    /** Says hello, and that the launcher is all that it sees of poolscope. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("Hello");
        for (String hidden : new String[] {
            "io.poolscope.agent.AgentMain",
            "net.bytebuddy.ByteBuddy",
            "org.slf4j.Logger",
            "io.micrometer.core.instrument.Metrics"
        }) {
            try {
                Class.forName(hidden);
                System.out.println("sees " + hidden);
            } catch (ClassNotFoundException asItShould) {
                continue;
            }
        }
        if (arguments.length > 0) {
            Thread.sleep(Long.parseLong(arguments[0]));
        }
    }
}
