package io.poolscope.probe;

import org.jspecify.annotations.Nullable;

/**
 * Switches the probes off when their code keeps failing inside the application's calls: each error stays in, and costs
 * the application the time to make and to drop it. An error now and then is the host's own: a stack at its end, no memory.
 */
final class ProbeFuse {
    /** Errors between two looks that are no accident: then every call fails. A hundred milliseconds of CPU. */
    private static final long FLOOD = 10_000;
    /** Errors between two looks that are too many if they go on. */
    private static final long MANY = 100;
    /** Looks in a row with many errors. */
    private static final int LOOKS = 10;

    private long seen;
    private int inARow;
    private boolean told;
    private boolean blown;

    /**
     * Once a look.
     *
     * @param failures of all probes so far
     * @return a line for the user; null where there is nothing to tell
     */
    @Nullable
    String look(long failures) {
        long more = failures - seen;
        seen = failures;
        inARow = more >= MANY ? inARow + 1 : 0;
        if (!blown && (more >= FLOOD || inARow >= LOOKS)) {
            blown = true;
            told = true;
            return "internal error in probes: " + failures + " errors were kept from the application; the probes are"
                    + " switched off, the application is not affected";
        }
        if (more > 0 && !told) {
            told = true;
            return "internal error in probes: " + failures + " so far, kept from the application, as a call's stack or"
                    + " the memory may have come to an end; coverage.lost counts them";
        }
        return null;
    }

    /** Whether the probes are to be taken out. */
    boolean blown() {
        return blown;
    }
}
