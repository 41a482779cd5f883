package io.poolscope.tests.harness;

/** How poolscope comes into a JVM. */
public enum Start {
    /** As {@code -javaagent}, with the probes. */
    AGENT("at start"),
    /** Attached to a JVM that is ill, or well, already, with the probes. */
    ATTACHED("attached"),
    /** Attached without probes: no class is changed, the sampler alone has to see it. */
    COLD("attached cold");

    private final String words;

    Start(String words) {
        this.words = words;
    }

    /** {@code attached cold}. */
    public String words() {
        return words;
    }
}
