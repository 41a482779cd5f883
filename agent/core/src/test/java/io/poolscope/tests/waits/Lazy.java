package io.poolscope.tests.waits;

import java.util.concurrent.CountDownLatch;

/** A class whose initialiser waits. */
public final class Lazy {
    /** Ends the initialiser. */
    public static final class Gate {
        public static final CountDownLatch OPEN = new CountDownLatch(1);

        private Gate() {}
    }

    static {
        try {
            Gate.OPEN.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Lazy() {}

    public static void touch() {}
}
