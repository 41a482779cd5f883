package io.poolscope.bootstrap;

/** The landing sites of all advice: one static call each, a no-op until poolscope is installed and again after it left. */
public final class Hooks {
    /** Waits at least this long leave their stack: taking one costs under 1 % of it. Nanoseconds. */
    public static final long SITED_NANOS = 1_000_000;

    private Hooks() {}
}
