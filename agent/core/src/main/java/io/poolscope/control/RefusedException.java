package io.poolscope.control;

import java.io.IOException;

/** poolscope is there, understood or not, and says no. The message is for the user: what is wrong, and what to do. */
public final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    /** A refusal with what the user is told. */
    public RefusedException(String message) {
        super(message);
    }
}
