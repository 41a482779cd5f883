package io.poolscope.agent;

import java.util.function.Consumer;

/**
 * Keeps a failure of one stage inside that stage: counts it, tells the first one, and switches the stage off when it
 * keeps failing. Used by poolscope's thread only.
 */
final class Fuse {
    /** Failures in a row after which a stage is off: at one a look, ten seconds of trying. */
    private static final int BLOWS_AFTER = 10;

    private final String stage;
    private final Consumer<String> tell;
    private long failures;
    private int inARow;

    Fuse(String stage, Consumer<String> tell) {
        this.stage = stage;
        this.tell = tell;
    }

    /** What a stage does. */
    interface Work {
        void run() throws Throwable;
    }

    /** Runs the work unless the fuse has blown; returns whether it ran to its end. */
    boolean run(Work work) {
        if (blown()) {
            return false;
        }
        try {
            work.run();
            inARow = 0;
            return true;
        } catch (Throwable e) {
            failures++;
            inARow++;
            if (failures == 1 || blown()) {
                tell(e);
            }
            return false;
        }
    }

    boolean blown() {
        return inARow >= BLOWS_AFTER;
    }

    String stage() {
        return stage;
    }

    long failures() {
        return failures;
    }

    private void tell(Throwable e) {
        try {
            StackTraceElement[] at = e.getStackTrace();
            tell.accept("internal error in " + stage + ": " + e.getClass().getName()
                    + (at.length == 0 ? "" : " at " + at[0])
                    + (blown() ? "; it failed " + inARow + " times in a row and is switched off" : "")
                    + "; the application is not affected");
        } catch (Throwable alsoBroken) {
            // The log is the stage that fails, or memory has run out: the counter is all that can still be kept.
            failures++;
        }
    }
}
