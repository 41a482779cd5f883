package io.poolscope.agent;

/** A text that is no value of an option. Its message says what would be one, as the end of a sentence. */
final class BadValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean comesLater;

    /** A value that no version takes. */
    BadValue(String expected) {
        this(expected, false);
    }

    private BadValue(String expected, boolean comesLater) {
        super(expected, null, false, false);
        this.comesLater = comesLater;
    }

    /** A value that is promised, and not in this version. */
    static BadValue notInThisVersion() {
        return new BadValue("not in this version", true);
    }

    boolean comesLater() {
        return comesLater;
    }
}
