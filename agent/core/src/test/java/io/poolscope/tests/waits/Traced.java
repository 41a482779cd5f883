package io.poolscope.tests.waits;

import io.poolscope.bootstrap.Trace;

/** An application that leaves traces at two lines. */
public final class Traced {
    private Traced() {}

    public static Trace first() {
        return new Trace();
    }

    public static Trace second() {
        return new Trace();
    }
}
