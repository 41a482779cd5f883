package io.poolscope.probe;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Assertions for main classes in forked JVMs: the first that fails ends the JVM with exit code 1. */
final class Check {
    private Check() {}

    static void that(boolean holds, String what) {
        if (!holds) {
            throw fail(what);
        }
    }

    /** Ends the JVM at once: other threads of the test may wait for what now never comes. */
    static AssertionError fail(String what) {
        AssertionError failure = new AssertionError(what);
        failure.printStackTrace();
        Runtime.getRuntime().halt(1);
        return failure;
    }

    static void equal(@Nullable Object expected, @Nullable Object actual, String what) {
        that(Objects.equals(expected, actual), what + ": expected " + expected + ", was " + actual);
    }

    /** Waits, up to half a minute. */
    static void eventually(BooleanSupplier condition, String what) throws InterruptedException {
        long limit = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            that(System.nanoTime() < limit, what + ": not within 30 s");
            Thread.sleep(1);
        }
    }
}
