package io.poolscope.guard;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps a failure of one stage inside that stage: counts it, tells the first one, and switches the stage off when it
 * keeps failing. Used by poolscope's thread only.
 */
public final class Fuse {
    /** Failures in a row after which a stage is off: at one a look, ten seconds of trying. */
    private static final int BLOWS_AFTER = 10;
    /** But not sooner, nanoseconds: a host that is out of memory for a moment fails fifty samples in a second. */
    private static final long NOT_WITHIN = 5_000_000_000L;

    private final String stage;
    private final Consumer<String> tell;
    private final LongSupplier nanos;
    private long failures;
    private int inARow;
    private long since;
    private boolean blown;

    /**
     * A stage that has not failed.
     *
     * @param stage its name, in words for the user
     * @param tell takes a line for the user
     * @param nanos monotonic clock, nanoseconds
     */
    public Fuse(String stage, Consumer<String> tell, LongSupplier nanos) {
        this.stage = stage;
        this.tell = tell;
        this.nanos = nanos;
    }

    /** What a stage does. */
    public interface Work {
        void run() throws Throwable;
    }

    /** Runs the work unless the fuse has blown; returns whether it ran to its end. Throws nothing. */
    public boolean run(Work work) {
        if (blown) {
            return false;
        }
        try {
            work.run();
            worked();
            return true;
        } catch (Throwable e) {
            failed(e);
            return false;
        }
    }

    /** The stage, called elsewhere, has done its work. */
    public void worked() {
        inARow = 0;
    }

    /** The stage, called elsewhere, has failed. */
    public void failed(Throwable e) {
        long now = nanos.getAsLong();
        since = inARow == 0 ? now : since;
        failures++;
        inARow++;
        boolean blows = !blown && inARow >= BLOWS_AFTER && now - since >= NOT_WITHIN;
        blown |= blows;
        if (failures == 1 || blows) {
            tell(e);
        }
    }

    /** Whether the stage is off. */
    public boolean blown() {
        return blown;
    }

    /** Failures since the last success. */
    public int inARow() {
        return inARow;
    }

    /** Its name. */
    public String stage() {
        return stage;
    }

    /** All failures. */
    public long failures() {
        return failures;
    }

    /** An exception in words, without {@code toString}: it may be an application's, with code and secrets of its own. */
    public static String describe(Throwable e) {
        StackTraceElement[] at = e.getStackTrace();
        return e.getClass().getName() + (at.length == 0 ? "" : " at " + at[0]);
    }

    private void tell(Throwable e) {
        try {
            tell.accept("internal error in " + stage + ": " + describe(e)
                    + (blown ? "; it failed " + inARow + " times in a row and is switched off" : "")
                    + "; the application is not affected");
        } catch (Throwable alsoBroken) {
            // The log is the stage that fails, or memory has run out: the counter is all that can still be kept.
            failures++;
        }
    }
}
