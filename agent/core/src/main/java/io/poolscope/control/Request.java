package io.poolscope.control;

import java.util.Locale;

/** What can be asked of a running poolscope. */
public enum Request {
    /** Who is there: JSON with {@code version}, {@code protocol}, {@code pid}, {@code started} and {@code looks}. */
    HELLO,
    /** The settings with their sources, the probes, the thresholds, own cost: JSON. */
    STATUS,
    /** The newest look as a report document; refused before the first look. */
    REPORT,
    /** Takes settings, {@code key=value,...}: JSON with {@code applied} and {@code refused}. */
    SET,
    /** Takes poolscope out of the JVM; answers when all but this channel is gone. */
    DETACH;

    /** As it is written in a request. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
