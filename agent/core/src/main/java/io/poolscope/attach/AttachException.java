package io.poolscope.attach;

import java.io.IOException;

/** There is no such JVM, or poolscope cannot get into it. The message is for the user: what is wrong, and what to do. */
public final class AttachException extends IOException {
    private static final long serialVersionUID = 1;

    /** A refusal with what the user is told. */
    public AttachException(String message) {
        super(message);
    }

    /** A refusal with what the user is told, and what the developer wants to know. */
    public AttachException(String message, Throwable cause) {
        super(message, cause);
    }
}
