package io.poolscope.tests.harness;

/** What tests that run at the same time share. */
public final class Machine {
    /**
     * Name of the lock of {@code @ResourceLock}: read by those that use some of the processors, written by those that need
     * all of them.
     */
    public static final String PROCESSORS = "the machine's processors";

    private Machine() {}
}
