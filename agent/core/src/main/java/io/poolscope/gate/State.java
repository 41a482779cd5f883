package io.poolscope.gate;

/** Whether a condition is met; later constants are worse. */
public enum State {
    HOLDS,
    /** It could not be told, which is never a pass. */
    UNKNOWN,
    FAILS;

    State and(State other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
