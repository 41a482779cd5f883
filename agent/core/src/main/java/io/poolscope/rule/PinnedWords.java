package io.poolscope.rule;

import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PinnedCarrier;

/** What holds a virtual thread on its carrier, in words, and what to do about each. */
final class PinnedWords {
    private PinnedWords() {}

    /** {@code the class initialiser of Lazy}. */
    static String holder(PinnedCarrier pinned) {
        CodeLocation at = pinned.at();
        return switch (pinned.reason()) {
            case NATIVE_FRAME -> "a native frame" + (at == null ? "" : ", " + at.brief());
            case CLASS_INITIALISER ->
                "the class initialiser" + (at == null ? "" : " of " + Words.simple(at.className()));
            case CLASS_BEING_INITIALISED -> "a class that another thread initialises";
            case NATIVE_CALL -> "a native call that blocks" + (at == null ? "" : ", " + at.brief());
            case MONITOR -> "a monitor (synchronized)";
            case UNKNOWN -> "a frame of the JVM or of a foreign function";
        };
    }

    /** What to change, in words for a person. */
    static String fix(PinnedCarrier pinned) {
        String line = Words.line(pinned.site());
        String at = pinned.at() == null ? "" : Words.line(pinned.at());
        String platform = "run what reaches " + line + " on an executor of platform threads";
        return switch (pinned.reason()) {
            case CLASS_INITIALISER ->
                "do not wait in a class initialiser: move the wait at " + line + " out of "
                        + (pinned.at() == null ? "it" : Words.simple(pinned.at().className()) + "'s static initialiser")
                        + ", to a method that is called once, or load the class before virtual threads need it";
            case CLASS_BEING_INITIALISED ->
                "have the class that " + line + " needs initialised at start, before virtual threads need it";
            case MONITOR -> "use a ReentrantLock instead of synchronized around " + line + ", or JDK 24 or later";
            case NATIVE_FRAME, NATIVE_CALL, UNKNOWN ->
                platform + (at.isEmpty() ? "" : ", or do not wait below the native call at " + at);
        };
    }
}
